package org.gridbourse.market.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.gridbourse.market.delivery.Gap.Contracted;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.delivery.PeriodEnergy;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.MeterSeries;
import org.gridbourse.market.record.MeterSeries.Known;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.settlement.Contract;
import org.gridbourse.market.settlement.Estimate;
import org.gridbourse.market.settlement.Statement;
import org.gridbourse.market.tariff.Tariff;

/** Puts together what settles a participant's session: its trades that are not void, and what its meters measured. */
final class Settling {
    private final SessionRecord session;
    private final ParticipantRecord participant;
    private final SortedMap<Integer, Contract> contracts = new TreeMap<>();
    private final SortedMap<String, MeterReadings> meters;
    private final ExpectedMeters expected;

    /**
     * @param fills of the participant
     * @param defaulters participants of the session whose trades are void
     * @param meters what the participant's meters said
     * @param expected which meters should have
     */
    Settling(
            SessionRecord session,
            ParticipantRecord participant,
            List<FillRecord> fills,
            Set<String> defaulters,
            SortedMap<String, MeterReadings> meters,
            ExpectedMeters expected) {
        this.session = session;
        this.participant = participant;
        this.meters = meters;
        this.expected = expected;
        boolean keptItsWord = !defaulters.contains(participant.participantId());
        Predicate<String> notVoid = partner -> keptItsWord && !defaulters.contains(partner);
        for (FillRecord fill : fills) {
            contracts.put(fill.period(), new Contract(participant.participantId(), fill.tradesWith(notVoid)));
        }
    }

    /** Whether a reading of a meter should be there for a period. */
    @FunctionalInterface
    interface ExpectedMeters {
        boolean isExpected(String meterId, int period);
    }

    /** A statement, and how its energy is known. */
    record Settled(int period, Statement statement, Quality quality) {}

    /** One statement per period in which the participant had a trade or a reading. */
    List<Settled> statements() {
        Map<String, SortedMap<Integer, Known>> knownByMeter = new TreeMap<>();
        meters.forEach((meterId, readings) -> knownByMeter.put(
                meterId,
                MeterSeries.of(
                                readings.opening().registers(),
                                readings.latest(),
                                period -> expected.isExpected(meterId, period))
                        .energies(this::contracted)));
        List<Settled> statements = new ArrayList<>();
        for (int period = 0; period < session.periods(); period++) {
            Contract contract = contract(period);
            int number = period;
            metered(period, contract, knownByMeter)
                    .ifPresent(known -> statements.add(new Settled(
                            number,
                            Statement.withGridAlone(
                                    contract,
                                    PeriodEnergy.of(known.energy()),
                                    session.tariffs().get(number)),
                            known.quality())));
        }
        return statements;
    }

    private Contract contract(int period) {
        return contracts.getOrDefault(period, new Contract(participant.participantId(), List.of()));
    }

    private Optional<Known> metered(
            int period, Contract contract, Map<String, SortedMap<Integer, Known>> knownByMeter) {
        Known sum = Known.NOTHING;
        boolean anything = false;
        List<String> silent = new ArrayList<>();
        for (String meterId : participant.meterIds()) {
            Known known = knownByMeter.getOrDefault(meterId, new TreeMap<>()).get(period);
            if (known == null) {
                silent.add(meterId);
            } else {
                sum = sum.plus(known);
                anything = true;
            }
        }
        if (!anything && contract.side().isEmpty()) {
            return Optional.empty();
        }
        boolean complete = anything && silent.stream().noneMatch(meterId -> expected.isExpected(meterId, period));
        if (complete) {
            return Optional.of(sum);
        }
        Tariff tariff = session.tariffs().get(period);
        return contract.side()
                .map(side -> new Known(Estimate.of(contract, MeteredEnergy.NONE, tariff), Quality.ESTIMATED));
    }

    private Contracted contracted(int period) {
        Contract contract = contract(period);
        return new Contracted(contract.side(), contract.quantity());
    }
}
