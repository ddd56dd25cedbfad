package org.gridbourse.auditor.market;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.auditor.json.Values;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.OpeningRecord;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.StatementRecord;

/**
 * Registers, from openings, meters and statements alone: what a meter's registers advanced in a settled session is, to the
 * Wh, in its statements there, so that no energy is billed twice and none is lost.
 */
final class RegisterBook {
    private final Findings findings;
    private final Map<String, Session> open = new TreeMap<>();
    private final Map<String, Counted> last = new HashMap<>();

    RegisterBook(Findings findings) {
        this.findings = findings;
    }

    /** Registers, import and export. */
    private record Counted(String sessionId, long importWh, long exportWh) {
        static Counted of(String sessionId, Registers registers) {
            return new Counted(
                    sessionId, registers.imported().wh(), registers.exported().wh());
        }

        static Counted of(String sessionId, JsonObject record) {
            return new Counted(
                    sessionId, Values.number(record, "importRegisterWh"), Values.number(record, "exportRegisterWh"));
        }

        Counted minus(Counted other) {
            return new Counted(sessionId, importWh - other.importWh, exportWh - other.exportWh);
        }

        JsonObject json() {
            return JsonObject.builder()
                    .put("sessionId", sessionId)
                    .put("importRegisterWh", importWh)
                    .put("exportRegisterWh", exportWh)
                    .build();
        }
    }

    /** A session that is not closed: where its meters count from, after which session, and what its statements say. */
    private static final class Session {
        private boolean settled;
        private boolean closed;
        private final TreeMap<String, Counted> openings = new TreeMap<>();
        private final TreeMap<String, String> follows = new TreeMap<>();
        private final TreeMap<String, String> owners = new TreeMap<>();
        private final TreeMap<String, TreeMap<Long, Counted>> advances = new TreeMap<>();
        private final TreeSet<String> told = new TreeSet<>();
    }

    /** What one transaction recorded. */
    void enter(List<WrittenRecord> transaction) {
        TreeSet<String> touched = new TreeSet<>();
        transaction.forEach(written -> touched.addAll(enter(written)));
        touched.forEach(sessionId -> check(sessionId, transaction.get(transaction.size() - 1)));
        transaction.stream()
                .map(WrittenRecord::record)
                .filter(PhaseRecord.class::isInstance)
                .map(PhaseRecord.class::cast)
                .filter(phase -> isReached(phase, Phase.CLOSED))
                .forEach(phase -> close(phase.sessionId()));
    }

    /** A closed session is kept for as long as an open one ends where its meters begin: the earlier may close later. */
    private void close(String sessionId) {
        Session closing = open.get(sessionId);
        if (closing != null) {
            closing.closed = true;
        }
        open.values()
                .removeIf(session -> session.closed
                        && session.follows.values().stream()
                                .map(open::get)
                                .noneMatch(before -> before != null && !before.closed));
    }

    /** Answers the sessions whose sums it may change. */
    private Set<String> enter(WrittenRecord written) {
        if (written.record() instanceof OpeningRecord opening) {
            return opening(opening);
        }
        if (written.record() instanceof MeterRecord meter) {
            String sessionId = meter.last().sessionId().orElse("");
            last.put(meter.meterId(), Counted.of(sessionId, meter.last().registers()));
            return Set.of(sessionId);
        }
        if (written.record() instanceof StatementRecord statement) {
            statement(statement);
            return Set.of(statement.sessionId());
        }
        if (written.record() instanceof PhaseRecord phase) {
            if (isReached(phase, Phase.SETTLED)) {
                open.computeIfAbsent(phase.sessionId(), id -> new Session()).settled = true;
            }
            return Set.of(phase.sessionId());
        }
        return Set.of();
    }

    private Set<String> opening(OpeningRecord opening) {
        String follows = opening.before().follows().orElse("");
        Session session = open.computeIfAbsent(opening.sessionId(), id -> new Session());
        session.openings.put(opening.meterId(), Counted.of(opening.sessionId(), opening.registers()));
        session.follows.put(opening.meterId(), follows);
        session.owners.put(opening.meterId(), opening.participantId());
        return new TreeSet<>(List.of(opening.sessionId(), follows));
    }

    private void statement(StatementRecord statement) {
        String sessionId = statement.sessionId();
        Session session = open.computeIfAbsent(sessionId, id -> new Session());
        // a correction may say nothing of a meter that the statement before spoke of
        session.advances.forEach((meterId, periods) -> {
            if (statement.participantId().equals(session.owners.get(meterId))) {
                periods.remove((long) statement.period());
            }
        });
        for (StatementRecord.MeterAdvance advance : statement.meters()) {
            session.advances
                    .computeIfAbsent(advance.meterId(), id -> new TreeMap<>())
                    .put((long) statement.period(), new Counted(sessionId, advance.importWh(), advance.exportWh()));
        }
    }

    private static boolean isReached(PhaseRecord record, Phase phase) {
        return record.phase() == phase && !record.closing();
    }

    private void check(String sessionId, WrittenRecord source) {
        Session session = open.get(sessionId);
        if (session == null || !session.settled || session.closed) {
            return;
        }
        session.openings.forEach((meterId, opening) -> {
            Counted end = end(sessionId, meterId).orElse(opening);
            Counted advanced = end.minus(opening);
            Counted stated = new Counted(sessionId, 0, 0);
            for (Counted each :
                    session.advances.getOrDefault(meterId, new TreeMap<>()).values()) {
                stated = new Counted(sessionId, stated.importWh + each.importWh, stated.exportWh + each.exportWh);
            }
            boolean same = advanced.importWh == stated.importWh && advanced.exportWh == stated.exportWh;
            if (!same && session.told.add(meterId)) {
                findings.add(source.finding(
                        FindingCode.ENERGY_UNSETTLED,
                        "meter %s advanced %d and %d Wh in session %s, its statements say %d and %d Wh"
                                .formatted(
                                        meterId,
                                        advanced.importWh,
                                        advanced.exportWh,
                                        sessionId,
                                        stated.importWh,
                                        stated.exportWh)));
            }
        });
    }

    /** Where the meter's next session begins, else where it was last read. */
    private Optional<Counted> end(String sessionId, String meterId) {
        for (Session other : open.values()) {
            if (sessionId.equals(other.follows.get(meterId))) {
                return Optional.of(other.openings.get(meterId));
            }
        }
        return Optional.ofNullable(last.get(meterId))
                .filter(read -> read.sessionId().equals(sessionId));
    }

    JsonObject snapshot() {
        JsonObject.Builder sessions = JsonObject.builder();
        open.forEach((id, session) -> sessions.put(id, json(session)));
        JsonObject.Builder meters = JsonObject.builder();
        last.forEach((id, read) -> meters.put(id, read.json()));
        return JsonObject.builder()
                .put("open", sessions.build())
                .put("last", meters.build())
                .build();
    }

    private static JsonObject json(Session session) {
        JsonObject.Builder openings = JsonObject.builder();
        session.openings.forEach((id, counted) -> openings.put(id, counted.json()));
        JsonObject.Builder follows = JsonObject.builder();
        session.follows.forEach(follows::put);
        JsonObject.Builder owners = JsonObject.builder();
        session.owners.forEach(owners::put);
        JsonObject.Builder advances = JsonObject.builder();
        session.advances.forEach((id, periods) -> {
            JsonObject.Builder byPeriod = JsonObject.builder();
            periods.forEach((period, counted) -> byPeriod.put(Long.toString(period), counted.json()));
            advances.put(id, byPeriod.build());
        });
        return JsonObject.builder()
                .put("settled", session.settled)
                .put("closed", session.closed)
                .put("openings", openings.build())
                .put("follows", follows.build())
                .put("owners", owners.build())
                .put("advances", advances.build())
                .build();
    }

    void resume(JsonObject snapshot) {
        Values.members(snapshot, "open").forEach((id, json) -> open.put(id, session(id, json)));
        Values.members(snapshot, "last")
                .forEach((id, json) -> last.put(id, Counted.of(Values.text(json, "sessionId"), json)));
    }

    private static Session session(String sessionId, JsonObject json) {
        Session session = new Session();
        session.settled = Values.flag(json, "settled").orElse(false);
        session.closed = Values.flag(json, "closed").orElse(false);
        Values.members(json, "openings").forEach((id, read) -> session.openings.put(id, Counted.of(sessionId, read)));
        JsonObject follows = Values.object(json, "follows");
        follows.members().keySet().forEach(id -> session.follows.put(id, Values.text(follows, id)));
        JsonObject owners = Values.object(json, "owners");
        owners.members().keySet().forEach(id -> session.owners.put(id, Values.text(owners, id)));
        Values.members(json, "advances").forEach((id, periods) -> {
            TreeMap<Long, Counted> byPeriod = new TreeMap<>();
            Values.members(JsonObject.builder().put("all", periods).build(), "all")
                    .forEach((period, counted) -> byPeriod.put(Long.parseLong(period), Counted.of(sessionId, counted)));
            session.advances.put(id, byPeriod);
        });
        return session;
    }
}
