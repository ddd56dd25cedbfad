package org.gridbourse.auditor.evidence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.delivery.Gap.Contracted;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.MeterSeries;
import org.gridbourse.market.record.MeterSeries.Known;
import org.gridbourse.market.record.OpeningRecord;
import org.gridbourse.market.record.ReadingRecord;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StatementRecord;

/**
 * The energy of each period by meter, as the market counts it ({@link MeterSeries}), with the transactions that told it. Where
 * the rules take an estimate instead, as the statement says, the estimate stands for all meters of the participant.
 */
final class MeteredPeriods {
    private static final int NOT_READ = 0;

    private final SessionRecord session;
    private final Map<String, MeterRecord> meters;
    private final TreeMap<String, Metered> participants = new TreeMap<>();

    MeteredPeriods(SessionRecord session, Map<String, MeterRecord> meters) {
        this.session = session;
        this.meters = meters;
    }

    /** A reading, and the transaction that brought it. */
    private record Read(WrittenRecord.Source source, MeterReading reading) {}

    /** A statement, and the transaction that wrote it. */
    private record Settled(WrittenRecord.Source source, StatementRecord statement) {
        MeteredEnergy energy() {
            return statement.figures().metered();
        }
    }

    /** Everything that one participant's meters said, and what was settled. */
    private static final class Metered {
        private final TreeMap<String, Registers> openings = new TreeMap<>();
        private final TreeMap<String, TreeMap<Integer, List<Read>>> readings = new TreeMap<>();
        private final TreeMap<Integer, Settled> statements = new TreeMap<>();

        Contracted contracted(int period) {
            return Optional.ofNullable(statements.get(period))
                    .map(settled -> settled.statement().figures())
                    .map(figures -> new Contracted(figures.side(), figures.contracted()))
                    .orElse(Contracted.NOTHING);
        }
    }

    void add(WrittenRecord written) {
        if (written.record() instanceof OpeningRecord opening) {
            of(opening.participantId()).openings.put(opening.meterId(), opening.registers());
        } else if (written.record() instanceof ReadingRecord read) {
            of(read.participantId())
                    .readings
                    .computeIfAbsent(read.reading().meterId(), id -> new TreeMap<>())
                    .computeIfAbsent(read.reading().period(), period -> new ArrayList<>())
                    .add(new Read(written.source(), read.reading()));
        } else if (written.record() instanceof StatementRecord statement) {
            of(statement.participantId()).statements.put(statement.period(), new Settled(written.source(), statement));
        }
    }

    private Metered of(String participantId) {
        return participants.computeIfAbsent(participantId, id -> new Metered());
    }

    void write(Table table) {
        participants.forEach((participant, metered) -> write(participant, metered, table));
    }

    private void write(String participant, Metered metered, Table table) {
        Map<String, SortedMap<Integer, Known>> known = new TreeMap<>();
        metered.readings.forEach((meterId, readings) -> known.put(meterId, measured(meterId, readings, metered)));
        Set<Integer> estimated = new HashSet<>();
        metered.statements.forEach((period, settled) -> {
            List<Known> ofMeters = known.values().stream()
                    .filter(periods -> periods.containsKey(period))
                    .map(periods -> periods.get(period))
                    .toList();
            if (isEstimate(settled, ofMeters)) {
                estimated.add(period);
                Known estimate = new Known(settled.energy(), Quality.ESTIMATED);
                row(table, participant, firstMeter(participant, metered), NOT_READ, period, settled.source(), estimate);
            }
        });
        known.forEach((meterId, periods) -> periods.forEach((period, energy) -> {
            if (!estimated.contains(period)) {
                write(participant, meterId, period, energy, metered, table);
            }
        }));
    }

    /** Whether the rules took their estimate: where meters are silent, whatever the others said. */
    private static boolean isEstimate(Settled settled, List<Known> ofMeters) {
        MeteredEnergy sum =
                MeteredEnergy.sum(ofMeters.stream().map(Known::energy).toList());
        boolean isGuessed = settled.statement().quality() == Quality.ESTIMATED
                && ofMeters.stream().noneMatch(known -> known.quality() == Quality.ESTIMATED);
        return isGuessed || !sum.equals(settled.energy());
    }

    /** All revisions of a period, or the share of a gap, which was never read. */
    private void write(String participant, String meterId, int period, Known last, Metered metered, Table table) {
        TreeMap<Integer, List<Read>> readings = metered.readings.get(meterId);
        List<Read> revisions = readings.getOrDefault(period, List.of());
        if (revisions.isEmpty()) {
            Read later = latest(readings.higherEntry(period).getValue());
            row(table, participant, meterId, NOT_READ, period, later.source(), last);
            return;
        }
        Read latest = latest(revisions);
        for (Read revision : revisions) {
            Optional<Known> known = revision == latest ? Optional.of(last) : asItWas(revision, readings, metered);
            known.ifPresent(energy ->
                    row(table, participant, meterId, revision.reading().revision(), period, revision.source(), energy));
        }
    }

    /** What a revision meant when it was written: later readings and revisions of the meter are left out. */
    private Optional<Known> asItWas(Read revision, TreeMap<Integer, List<Read>> readings, Metered metered) {
        TreeMap<Integer, List<Read>> before = new TreeMap<>();
        readings.forEach((period, revisions) -> {
            List<Read> written =
                    revisions.stream().filter(each -> !isBehind(each, revision)).toList();
            if (!written.isEmpty()) {
                before.put(period, written);
            }
        });
        return Optional.ofNullable(measured(revision.reading().meterId(), before, metered)
                .get(revision.reading().period()));
    }

    /** Behind it on the ledger; of one transaction, the higher revision of a period. */
    private static boolean isBehind(Read read, Read revision) {
        WrittenRecord.Source one = read.source();
        WrittenRecord.Source other = revision.source();
        if (one.block() != other.block()) {
            return one.block() > other.block();
        }
        return one.index() > other.index()
                || one.index() == other.index()
                        && read.reading().period() == revision.reading().period()
                        && read.reading().revision() > revision.reading().revision();
    }

    private SortedMap<Integer, Known> measured(String meterId, TreeMap<Integer, List<Read>> readings, Metered metered) {
        Registers opening = metered.openings.get(meterId);
        if (opening == null) {
            return Collections.emptySortedMap();
        }
        List<MeterReading> latest = readings.values().stream()
                .map(revisions -> latest(revisions).reading())
                .toList();
        try {
            return MeterSeries.of(opening, latest, period -> isExpected(meterId, period))
                    .energies(metered::contracted);
        } catch (RefusedException fallen) {
            // no market writes registers that fall: the audit has found the record, and it gets no row
            return Collections.emptySortedMap();
        }
    }

    private boolean isExpected(String meterId, int period) {
        return Optional.ofNullable(meters.get(meterId))
                .filter(meter -> period < session.periods() && meter.isExpected(session, period))
                .isPresent();
    }

    private String firstMeter(String participant, Metered metered) {
        return meters.values().stream()
                .filter(meter -> meter.participantId().equals(participant))
                .map(MeterRecord::meterId)
                .findFirst()
                .orElse(metered.openings.isEmpty() ? "" : metered.openings.firstKey());
    }

    private void row(
            Table table,
            String participant,
            String meterId,
            int revision,
            int period,
            WrittenRecord.Source source,
            Known known) {
        table.row(
                session.sessionId(),
                period,
                participant,
                meterId,
                revision,
                known.energy().imported().wh(),
                known.energy().exported().wh(),
                known.quality(),
                source.block(),
                source.transactionId());
    }

    private static Read latest(List<Read> revisions) {
        return revisions.stream()
                .reduce((left, right) ->
                        right.reading().revision() > left.reading().revision() ? right : left)
                .orElseThrow();
    }
}
