package org.gridbourse.auditor.market;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.auditor.findings.Notice;
import org.gridbourse.auditor.json.Values;
import org.gridbourse.market.json.JsonObject;

/**
 * Whether transactions say the time of the blocks around them. A client writes the time of its transaction, and peers that
 * look at their clock refuse one that is wrong; where peers do not look, only its neighbours tell.
 */
final class NeighbourTimes {
    /** Two clients may be a minute off each way, and a transaction waits for its block. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private long block = -1;
    private Optional<Instant> before = Optional.empty();
    private List<Instant> judged = new ArrayList<>();
    private List<Instant> current = new ArrayList<>();
    private long off;
    private String first = "";

    /** One transaction, in the ledger's order. */
    void enter(WrittenRecord.Source source) {
        if (source.block() != block) {
            next();
            block = source.block();
        }
        current.add(source.timestamp());
    }

    /** A block has ended: the one before it is judged by both its neighbours. */
    private void next() {
        if (!judged.isEmpty() && !current.isEmpty()) {
            Instant after = middle(current);
            judged.forEach(time -> judge(time, after));
            Instant own = middle(judged);
            if (!isOff(own, after)) {
                before = Optional.of(own);
            }
        }
        if (!current.isEmpty()) {
            judged = current;
        }
        current = new ArrayList<>();
    }

    private void judge(Instant time, Instant after) {
        if (isOff(time, after)) {
            off++;
            if (first.isEmpty()) {
                first = "%s, while those of the blocks around it say %s and %s"
                        .formatted(time, before.map(Instant::toString).orElse("nothing"), after);
            }
        }
    }

    private boolean isOff(Instant time, Instant after) {
        return time.isAfter(after.plus(TOLERANCE))
                || before.filter(earlier -> time.isBefore(earlier.minus(TOLERANCE)))
                        .isPresent();
    }

    private static Instant middle(List<Instant> times) {
        return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
    }

    /** What there is to say, so far. */
    Optional<Notice> notice() {
        return off == 0
                ? Optional.empty()
                : Optional.of(new Notice(
                        Notice.Code.TIME_OFF_ITS_NEIGHBOURS,
                        "",
                        "%d transactions say times more than %d minutes off those around them; the first says %s"
                                .formatted(off, TOLERANCE.toMinutes(), first)));
    }

    JsonObject snapshot() {
        JsonObject.Builder json = JsonObject.builder()
                .put("block", block)
                .put("judged", times(judged))
                .put("current", times(current))
                .put("off", off)
                .put("first", first);
        before.ifPresent(time -> json.put("before", time.toString()));
        return json.build();
    }

    private static JsonObject times(List<Instant> times) {
        JsonObject.Builder json = JsonObject.builder();
        for (int i = 0; i < times.size(); i++) {
            json.put("%06d".formatted(i), times.get(i).toString());
        }
        return json.build();
    }

    void resume(JsonObject snapshot) {
        block = Values.number(snapshot, "block");
        judged = times(snapshot, "judged");
        current = times(snapshot, "current");
        off = Values.number(snapshot, "off");
        first = Values.text(snapshot, "first");
        before = snapshot.get("before").map(time -> Instant.parse(Values.text(snapshot, "before")));
    }

    private static List<Instant> times(JsonObject snapshot, String key) {
        JsonObject all = Values.object(snapshot, key);
        return new ArrayList<>(all.members().keySet().stream()
                .map(number -> Instant.parse(Values.text(all, number)))
                .toList());
    }
}
