package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.OpeningRecord;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.RegisterState;

/** Energy kept from the writes alone: what a meter's registers advance in a settled session is in its statements. */
final class EnergyBooks {
    /** Import and export, Wh. */
    private record Wh(long imported, long exported) {
        Wh plus(Wh other) {
            return new Wh(imported + other.imported, exported + other.exported);
        }

        Wh minus(Wh other) {
            return new Wh(imported - other.imported, exported - other.exported);
        }
    }

    private final Map<String, Map<String, OpeningRecord>> openings = new TreeMap<>();
    private final Map<String, RegisterState> last = new TreeMap<>();
    private final Map<String, SortedMap<Integer, Wh>> stated = new TreeMap<>();
    private final Map<String, Set<String>> statedMeters = new TreeMap<>();
    private final TreeSet<String> settled = new TreeSet<>();

    /** Takes over what a transaction wrote, then checks the sessions that it touched. */
    void apply(SortedMap<String, byte[]> writes) {
        TreeSet<String> touched = new TreeSet<>();
        writes.forEach((key, value) -> {
            switch (Keys.part(key, 0)) {
                case "opening" -> {
                    OpeningRecord opening = RecordType.OPENING.read(value);
                    openings.computeIfAbsent(opening.sessionId(), id -> new TreeMap<>())
                            .put(opening.meterId(), opening);
                    touched.add(opening.sessionId());
                    opening.before().follows().ifPresent(touched::add);
                }
                case "meter" -> {
                    last.put(Keys.lastPart(key), RecordType.METER.read(value).last());
                    RecordType.METER.read(value).last().sessionId().ifPresent(touched::add);
                }
                case "statement" -> touched.add(statement(value));
                case "phase" -> {
                    PhaseRecord phase = RecordType.PHASE.read(value);
                    if (phase.phase() == Phase.SETTLED && !phase.closing()) {
                        settled.add(phase.sessionId());
                        touched.add(phase.sessionId());
                    }
                }
                default -> {
                    // says nothing about energy
                }
            }
        });
        touched.forEach(this::assertConserved);
    }

    private String statement(byte[] value) {
        JsonObject statement = (JsonObject) Json.parse(new String(value, StandardCharsets.UTF_8));
        String sessionId = TestMarket.text(statement, "sessionId");
        int period = Math.toIntExact(TestMarket.number(statement, "period"));
        // a correction may say nothing of a meter that the statement before spoke of
        statedMeters
                .getOrDefault(sessionId + "/" + TestMarket.text(statement, "participantId") + "/" + period, Set.of())
                .forEach(meter -> stated.get(meter).remove(period));
        Set<String> named = new TreeSet<>();
        for (JsonValue each : ((JsonArray) statement.get("meters").orElseThrow()).elements()) {
            JsonObject meter = (JsonObject) each;
            String name = sessionId + "/" + TestMarket.text(meter, "meterId");
            named.add(name);
            stated.computeIfAbsent(name, id -> new TreeMap<>())
                    .put(period, new Wh(TestMarket.number(meter, "importWh"), TestMarket.number(meter, "exportWh")));
        }
        statedMeters.put(sessionId + "/" + TestMarket.text(statement, "participantId") + "/" + period, named);
        return sessionId;
    }

    private void assertConserved(String sessionId) {
        if (!settled.contains(sessionId)) {
            return;
        }
        openings.getOrDefault(sessionId, Map.of()).forEach((meterId, opening) -> {
            Wh sum = stated.getOrDefault(sessionId + "/" + meterId, new TreeMap<>()).values().stream()
                    .reduce(new Wh(0, 0), Wh::plus);
            Wh begin = wh(opening);
            assertThat(end(sessionId, meterId).orElse(begin).minus(begin))
                    .as("what meter %s advances in session %s", meterId, sessionId)
                    .isEqualTo(sum);
        });
    }

    /** Where the meter's next session begins, else where it was last read. */
    private Optional<Wh> end(String sessionId, String meterId) {
        for (Map<String, OpeningRecord> each : openings.values()) {
            OpeningRecord opening = each.get(meterId);
            if (opening != null && opening.before().follows().equals(Optional.of(sessionId))) {
                return Optional.of(wh(opening));
            }
        }
        return Optional.ofNullable(last.get(meterId))
                .filter(read -> read.sessionId().equals(Optional.of(sessionId)))
                .map(read -> new Wh(
                        read.registers().imported().wh(),
                        read.registers().exported().wh()));
    }

    private static Wh wh(OpeningRecord opening) {
        return new Wh(
                opening.registers().imported().wh(),
                opening.registers().exported().wh());
    }
}
