package org.gridbourse.auditor.evidence;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.delivery.Gap;
import org.gridbourse.market.delivery.Gap.Contracted;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;

/**
 * The energy of each period by meter, out of cumulative registers: differences, and shares of what flowed over a gap. Where the
 * rules take an estimate instead, as the statement says, the estimate stands for all meters of the participant.
 */
final class MeteredPeriods {
    private static final long NOT_READ = 0;
    private static final String ESTIMATED = "ESTIMATED";

    private final WrittenRecord session;
    private final Map<String, WrittenRecord> meters;
    private final TreeMap<String, Metered> participants = new TreeMap<>();

    MeteredPeriods(WrittenRecord session, Map<String, WrittenRecord> meters) {
        this.session = session;
        this.meters = meters;
    }

    /** Everything that one participant's meters said, and what was settled. */
    private static final class Metered {
        private final TreeMap<String, Registers> openings = new TreeMap<>();
        private final TreeMap<String, TreeMap<Long, List<WrittenRecord>>> readings = new TreeMap<>();
        private final TreeMap<Long, WrittenRecord> statements = new TreeMap<>();
        private final Map<Long, Contracted> contracts = new HashMap<>();
    }

    /** Energy of one meter in one period, and how it is known. */
    private record Known(MeteredEnergy energy, String quality) {}

    void add(WrittenRecord record) {
        Metered metered = participants.computeIfAbsent(record.text("participantId"), id -> new Metered());
        String meterId = record.text("meterId");
        long period = record.number("period");
        switch (record.type()) {
            case "opening" -> metered.openings.put(meterId, registers(record));
            case "reading" ->
                metered.readings
                        .computeIfAbsent(meterId, id -> new TreeMap<>())
                        .computeIfAbsent(period, p -> new ArrayList<>())
                        .add(record);
            case "statement" -> {
                metered.statements.put(period, record);
                contracted(record).ifPresent(contract -> metered.contracts.put(period, contract));
            }
            default -> {
                // fills are repeated in statements, where they are not void
            }
        }
    }

    void write(Table table) {
        participants.forEach((participant, metered) -> write(participant, metered, table));
    }

    private void write(String participant, Metered metered, Table table) {
        Map<String, TreeMap<Long, Known>> known = new TreeMap<>();
        metered.readings.forEach((meterId, readings) ->
                known.put(meterId, measured(meterId, metered.openings.get(meterId), readings, metered.contracts)));
        Set<Long> estimated = new HashSet<>();
        metered.statements.forEach((period, statement) -> {
            List<Known> meters = known.values().stream()
                    .filter(periods -> periods.containsKey(period))
                    .map(periods -> periods.get(period))
                    .toList();
            if (isEstimate(statement, meters)) {
                estimated.add(period);
                row(
                        table,
                        participant,
                        firstMeter(participant, metered),
                        NOT_READ,
                        statement,
                        new Known(settled(statement), ESTIMATED));
            }
        });
        known.forEach((meterId, periods) -> periods.forEach((period, energy) -> {
            if (!estimated.contains(period)) {
                write(participant, meterId, period, energy, metered, table);
            }
        }));
    }

    /** Whether the rules took their estimate: where meters are silent, whatever the others said. */
    private static boolean isEstimate(WrittenRecord statement, List<Known> meters) {
        MeteredEnergy sum = MeteredEnergy.sum(meters.stream().map(Known::energy).toList());
        boolean isGuessed = statement.text("quality").equals(ESTIMATED)
                && meters.stream().noneMatch(known -> known.quality().equals(ESTIMATED));
        return isGuessed || !sum.equals(settled(statement));
    }

    private static MeteredEnergy settled(WrittenRecord statement) {
        return energy(statement.number("importWh"), statement.number("exportWh"));
    }

    /** All revisions of a period, or the share of a gap, which was never read. */
    private void write(String participant, String meterId, long period, Known last, Metered metered, Table table) {
        List<WrittenRecord> revisions = metered.readings.get(meterId).getOrDefault(period, List.of());
        if (revisions.isEmpty()) {
            WrittenRecord later =
                    latest(metered.readings.get(meterId).higherEntry(period).getValue());
            row(table, participant, meterId, NOT_READ, period, later, last);
            return;
        }
        WrittenRecord latest = latest(revisions);
        for (WrittenRecord revision : revisions) {
            if (revision == latest) {
                row(table, participant, meterId, revision.number("revision"), period, revision, last);
            } else {
                asItWas(revision, metered)
                        .ifPresent(known ->
                                row(table, participant, meterId, revision.number("revision"), period, revision, known));
            }
        }
    }

    /** What a revision meant when it was written: later readings and revisions of the meter are left out. */
    private Optional<Known> asItWas(WrittenRecord revision, Metered metered) {
        String meterId = revision.text("meterId");
        TreeMap<Long, List<WrittenRecord>> readings = new TreeMap<>();
        metered.readings.get(meterId).forEach((period, revisions) -> {
            List<WrittenRecord> written =
                    revisions.stream().filter(each -> !isBehind(each, revision)).toList();
            if (!written.isEmpty()) {
                readings.put(period, written);
            }
        });
        return Optional.ofNullable(measured(meterId, metered.openings.get(meterId), readings, metered.contracts)
                .get(revision.number("period")));
    }

    /** Behind it on the ledger; of one transaction, the higher revision of a period. */
    private static boolean isBehind(WrittenRecord record, WrittenRecord revision) {
        WrittenRecord.Source one = record.source();
        WrittenRecord.Source other = revision.source();
        if (one.block() != other.block()) {
            return one.block() > other.block();
        }
        return one.index() > other.index()
                || one.index() == other.index()
                        && record.number("period") == revision.number("period")
                        && record.number("revision") > revision.number("revision");
    }

    private TreeMap<Long, Known> measured(
            String meterId,
            Registers opening,
            TreeMap<Long, List<WrittenRecord>> readings,
            Map<Long, Contracted> contracts) {
        TreeMap<Long, Known> known = new TreeMap<>();
        Registers before = opening;
        long next = firstPeriod(meterId, readings.firstKey());
        for (Map.Entry<Long, List<WrittenRecord>> entry : readings.entrySet()) {
            WrittenRecord reading = latest(entry.getValue());
            long period = entry.getKey();
            if (before == null) {
                return known;
            }
            MeteredEnergy energy = registers(reading).since(before);
            if (period == next) {
                known.put(period, new Known(energy, reading.text("quality")));
            } else {
                split(next, period, energy, contracts, known);
            }
            before = registers(reading);
            next = period + 1;
        }
        return known;
    }

    private static void split(
            long first, long last, MeteredEnergy energy, Map<Long, Contracted> contracts, TreeMap<Long, Known> known) {
        List<Contracted> contracted = new ArrayList<>();
        for (long period = first; period <= last; period++) {
            contracted.add(contracts.getOrDefault(period, Contracted.NOTHING));
        }
        List<MeteredEnergy> shares = new Gap(contracted).split(energy);
        for (int i = 0; i < shares.size(); i++) {
            known.put(first + i, new Known(shares.get(i), ESTIMATED));
        }
    }

    /** A meter that was put in during the session measures from there on. */
    private long firstPeriod(String meterId, long firstRead) {
        long first = 0;
        while (first < firstRead && !isExpected(meterId, first)) {
            first++;
        }
        return first;
    }

    private boolean isExpected(String meterId, long period) {
        WrittenRecord meter = meters.get(meterId);
        if (meter == null || !meter.text("status").equals("ACTIVE")) {
            return false;
        }
        String since = meter.text("sinceUtc");
        return since.isEmpty() || !startOf(period).isBefore(instant(since));
    }

    private Instant startOf(long period) {
        return session.value().get("periodStarts").orElse(null) instanceof JsonArray starts
                        && period < starts.elements().size()
                        && starts.elements().get((int) period) instanceof JsonText start
                ? instant(start.value())
                : Instant.MAX;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.MAX;
        }
    }

    private String firstMeter(String participant, Metered metered) {
        return meters.values().stream()
                .filter(meter -> meter.text("participantId").equals(participant))
                .map(meter -> meter.text("meterId"))
                .findFirst()
                .orElse(metered.openings.isEmpty() ? "" : metered.openings.firstKey());
    }

    private void row(
            Table table, String participant, String meterId, long revision, WrittenRecord source, Known known) {
        row(table, participant, meterId, revision, source.number("period"), source, known);
    }

    private void row(
            Table table,
            String participant,
            String meterId,
            long revision,
            long period,
            WrittenRecord source,
            Known known) {
        table.row(
                session.text("sessionId"),
                period,
                participant,
                meterId,
                revision,
                known.energy().imported().wh(),
                known.energy().exported().wh(),
                known.quality(),
                source.source().block(),
                source.source().transactionId());
    }

    private static WrittenRecord latest(List<WrittenRecord> revisions) {
        return revisions.stream()
                .reduce((left, right) -> right.number("revision") > left.number("revision") ? right : left)
                .orElseThrow();
    }

    private static Optional<Contracted> contracted(WrittenRecord statement) {
        String side = statement.text("side");
        return side.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Contracted(Optional.of(Side.valueOf(side)), new Energy(statement.number("contractedWh"))));
    }

    private static Registers registers(WrittenRecord record) {
        return new Registers(
                new Energy(record.number("importRegisterWh")), new Energy(record.number("exportRegisterWh")));
    }

    private static MeteredEnergy energy(long imported, long exported) {
        return new MeteredEnergy(new Energy(imported), new Energy(exported));
    }
}
