package org.gridbourse.gateway.session;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gridbourse.gateway.projection.LedgerAdvanced;
import org.gridbourse.gateway.projection.LedgerView;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What happens on the ledger, as it happens: which session, and where it stands. Whose matter it was is not said. */
@Tag(name = "Sessions")
@RestController
@RequestMapping("/api/events")
class EventsController {
    /** A page asks again by itself; a login that has ended is not served for longer. */
    private static final Duration LIFE = Duration.ofMinutes(15);

    private static final int LISTENERS_MAX = 1_000;

    private final LedgerView view;
    private final List<SseEmitter> listeners = new CopyOnWriteArrayList<>();

    EventsController(LedgerView view) {
        this.view = view;
    }

    /** @param phase null where the event is about no session */
    record Event(long block, String name, String sessionId, String phase) {}

    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events() throws IOException {
        SseEmitter listener = new SseEmitter(LIFE.toMillis());
        listener.onCompletion(() -> listeners.remove(listener));
        listener.onTimeout(listener::complete);
        if (listeners.size() >= LISTENERS_MAX) {
            listeners.remove(0).complete();
        }
        listeners.add(listener);
        listener.send(SseEmitter.event().comment("listening"));
        return listener;
    }

    @EventListener
    void onLedgerAdvanced(LedgerAdvanced advanced) {
        if (listeners.isEmpty()) {
            return;
        }
        String sessionId = advanced.sessionId().orElse(null);
        String phase = advanced.sessionId()
                .flatMap(view::phase)
                .map(record -> record.phase().name())
                .orElse(null);
        Event event = new Event(advanced.blockNumber(), advanced.name(), sessionId, phase);
        for (SseEmitter listener : listeners) {
            try {
                listener.send(SseEmitter.event().name("ledger").data(event, MediaType.APPLICATION_JSON));
            } catch (IOException | IllegalStateException gone) {
                listeners.remove(listener);
            }
        }
    }
}
