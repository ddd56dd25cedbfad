package org.gridbourse.gateway.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.signature.MeterKey;
import org.gridbourse.node.rule.LimitMargins;
import org.gridbourse.node.simulation.Behaviour;
import org.gridbourse.node.simulation.PlayedSeries;

/**
 * One node of the agents' file: its site and what it knows, and does, in each session.
 *
 * @param limitMargins first and last margin of the steps in which a period's energy is offered, each 0..1
 * @param series what a simulated site consumes and generates in every session that is announced; empty: what the
 *     sessions that are named say
 * @param setpoints how its devices are told what to do, beside the broker
 * @param meterHeldBy who holds the key of its meter
 * @param seed of the dispatcher and of the deviation where no actual day is given
 */
public record AgentSettings(
        String participantId,
        String organisation,
        Path site,
        LimitMargins limitMargins,
        long seed,
        List<SessionSettings> sessions,
        Optional<SeriesSettings> series,
        MeterKey.Holder meterHeldBy,
        Setpoints setpoints) {

    /** What this node brings to the session; absent: it takes no part in it. */
    public Optional<SessionSettings> session(String sessionId) {
        return sessions.stream()
                .filter(session -> session.sessionId().equals(sessionId))
                .findFirst();
    }

    /**
     * @param file with a column for each source
     * @param zone whose clock it follows
     */
    public record SeriesSettings(Path file, ZoneId zone, PlayedSeries.Sources sources) {}

    /**
     * @param file in which the latest setpoints stand
     * @param callback address to which they are posted
     */
    public record Setpoints(Optional<Path> file, Optional<URI> callback) {}

    /** Whether its meter signs; one that does not publishes at the broker what it shows. */
    public boolean meterSigns() {
        return meterHeldBy == MeterKey.Holder.METER;
    }

    /**
     * @param forecast the day file that is planned with
     * @param actual what the meters will see; absent: the forecast with a seeded error
     */
    public record SessionSettings(String sessionId, Path forecast, Optional<Path> actual, Behaviour behaviour) {}
}
