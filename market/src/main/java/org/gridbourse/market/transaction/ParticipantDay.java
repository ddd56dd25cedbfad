package org.gridbourse.market.transaction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.delivery.PeriodEnergy;
import org.gridbourse.market.delivery.Unmeasured;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StatementRecord.MeterAdvance;
import org.gridbourse.market.settlement.Contract;
import org.gridbourse.market.settlement.Estimate;
import org.gridbourse.market.settlement.Statement;
import org.gridbourse.market.transaction.MeterPeriods.MeterPeriod;

/** What settles a participant's session: its living trades, and what its meters measured or are taken to have measured. */
final class ParticipantDay {
    private final SessionRecord session;
    private final ParticipantRecord participant;
    private final SortedMap<Integer, Contract> contracts;
    private final SortedMap<String, MeterSeries> meters;
    private final Function<String, Optional<MeterRecord>> records;
    private final Map<String, SortedMap<Integer, MeterPeriod>> measured = new TreeMap<>();

    ParticipantDay(
            SessionRecord session,
            ParticipantRecord participant,
            SortedMap<Integer, Contract> contracts,
            SortedMap<String, MeterSeries> meters,
            Function<String, Optional<MeterRecord>> records) {
        this.session = session;
        this.participant = participant;
        this.contracts = contracts;
        this.meters = meters;
        this.records = records;
        meters.forEach((meterId, series) -> measured.put(meterId, periodsOf(meterId, series)));
    }

    /**
     * One period.
     *
     * @param period index, from 0
     * @param alone its statement if it dealt with the grid alone
     * @param quality how its energy is known
     * @param estimated import that silent meters are taken to have measured
     * @param advances of its meters that were read
     */
    record Period(int period, Statement alone, Quality quality, Energy estimated, List<MeterAdvance> advances) {

        /** Whether its deviation may meet those of others. */
        boolean isMeasured() {
            return quality.compareTo(Quality.SUBSTITUTED) <= 0;
        }
    }

    private SortedMap<Integer, MeterPeriod> periodsOf(String meterId, MeterSeries series) {
        Optional<Integer> firstRead =
                series.known().stream().map(MeterSeries.Known::period).findFirst();
        MeterRecord meter = records.apply(meterId).orElseThrow();
        return MeterPeriods.of(session, series, MeterDuty.of(meter, session).firstPeriod(firstRead));
    }

    /** The periods in which the participant has a contract, a reading, or a meter that should have been read. */
    List<Period> periods() {
        return periods(Collections.emptySet());
    }

    /** Those, and others that have a statement: what a reading said of them may belong elsewhere now. */
    List<Period> periods(Set<Integer> stated) {
        List<Period> periods = new ArrayList<>();
        for (int period = 0; period < session.periods(); period++) {
            period(period, stated.contains(period)).ifPresent(periods::add);
        }
        return periods;
    }

    private Optional<Period> period(int period, boolean stated) {
        Contract contract = contracts.getOrDefault(period, new Contract(participant.participantId(), List.of()));
        Map<String, MeteredEnergy> points = new TreeMap<>();
        List<MeterAdvance> advances = new ArrayList<>();
        Unmeasured unmeasured = Unmeasured.NONE;
        Quality quality = Quality.MEASURED;
        boolean silent = false;
        for (String meterId : participant.meterIds()) {
            Optional<MeterPeriod> known =
                    Optional.ofNullable(measured.get(meterId)).map(each -> each.get(period));
            if (known.isPresent()) {
                String point = meters.get(meterId).opening().connectionPoint();
                points.merge(point, known.get().metered(), MeteredEnergy::plus);
                unmeasured = unmeasured.plus(known.get().unmeasured());
                advances.add(known.get().advance());
                quality = quality.orWorse(known.get().advance().quality());
            } else {
                silent |= isExpected(meterId, period);
            }
        }
        boolean anything = !advances.isEmpty();
        silent |= !anything && !contract.trades().isEmpty();
        if (!anything && !silent && !stated) {
            return Optional.empty();
        }
        PeriodEnergy energy = PeriodEnergy.ofPoints(points.values()).with(unmeasured);
        MeteredEnergy estimate = silent
                ? Estimate.of(contract, energy.metered(), session.tariffs().get(period))
                : MeteredEnergy.NONE;
        return Optional.of(new Period(
                period,
                Statement.withGridAlone(
                        contract,
                        energy.withEstimate(estimate),
                        session.tariffs().get(period)),
                silent ? Quality.ESTIMATED : quality,
                estimate.imported(),
                advances));
    }

    /** A meter is expected from its registration on, or once it has a reading in the session. */
    private boolean isExpected(String meterId, int period) {
        boolean read = measured.containsKey(meterId)
                && !measured.get(meterId).isEmpty()
                && measured.get(meterId).firstKey() < period;
        return records.apply(meterId)
                .filter(meter -> {
                    MeterDuty duty = MeterDuty.of(meter, session);
                    return participant.active() && duty.isExpected(period) || read && !duty.isOver(period);
                })
                .isPresent();
    }
}
