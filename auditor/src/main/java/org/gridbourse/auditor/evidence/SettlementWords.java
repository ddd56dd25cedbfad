package org.gridbourse.auditor.evidence;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.market.money.Posting;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.CreditEventRecord;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.OutageRecord;
import org.gridbourse.market.record.PayoutRecord;
import org.gridbourse.market.record.ReadingRecord;
import org.gridbourse.market.record.StatementRecord;

/** What records from delivery on mean in the life of one trade: readings, outages, statements, payouts, credit. */
final class SettlementWords {
    private SettlementWords() {}

    static StepWords paidOut(PayoutRecord payout) {
        Money paid = Money.sum(payout.journal().postings().stream()
                .map(Posting::amount)
                .filter(Money::isPositive)
                .toList());
        List<String> figures = List.of("%s gets %s".formatted(payout.participantId(), money(paid)));
        return payout.cause() == PayoutRecord.Cause.FUND
                ? new StepWords("The fund is shared", figures, "By delivered contract Wh, at most S / 4 each.")
                : new StepWords("The grid pays for the outage", figures, "What the broken contract cost.");
    }

    static StepWords outage(OutageRecord outage) {
        return new StepWords(
                "An outage is declared",
                List.of("because of: " + outage.reason()),
                "Periods with operator-declared outage or curtailment do not count for credit, and the grid pays what broken contracts cost.");
    }

    static StepWords read(ReadingRecord record, int period) {
        MeterReading reading = record.reading();
        List<String> figures = new ArrayList<>();
        figures.add("revision %d, registers import %d Wh, export %d Wh, sequence %d, %s"
                .formatted(
                        reading.revision(),
                        reading.registers().imported().wh(),
                        reading.registers().exported().wh(),
                        reading.sequence(),
                        reading.quality()));
        if (reading.period() > period) {
            figures.add("at the end of period %d: what was not read before is unmeasured energy and fills no contract"
                    .formatted(reading.period()));
        }
        return new StepWords(
                "Meter %s of %s is read".formatted(reading.meterId(), record.participantId()),
                figures,
                reading.quality() == Quality.SUBSTITUTED
                        ? "Registers never fall, the sequence rises; the operator signs in the meter's place."
                        : "Registers never fall, the sequence rises, the signature is the meter's.");
    }

    static StepWords settled(StatementRecord statement) {
        StatementRecord.Figures figures = statement.figures();
        return new StepWords(
                statement.participantId() + (statement.revision() > 1 ? " is corrected" : " is settled"),
                List.of(
                        "contracted %d Wh, metered %d (import %d, export %d), delivered %d, short %d, beyond %d (%s)"
                                .formatted(
                                        figures.contracted().wh(),
                                        figures.meteredWh(),
                                        figures.metered().imported().wh(),
                                        figures.metered().exported().wh(),
                                        figures.delivered().wh(),
                                        figures.missed().wh(),
                                        figures.over().wh(),
                                        statement.quality()),
                        "net of the period " + money(figures.net())),
                "Each party pays for its own deviation only; deviations meet first, the grid is the counterparty of the rest.");
    }

    static StepWords credited(CreditEventRecord event) {
        return new StepWords(
                event.participantId() + "'s credit is booked",
                List.of("%d -> %d, %s"
                        .formatted(
                                event.change().before(),
                                event.change().after(),
                                event.change().cause())),
                switch (event.change().cause()) {
                    case NOT_REVEALED, PREPAYMENT_DEFAULT -> "Not revealed and not prepaid count at once.";
                    case REINSTATED ->
                        "After enough sessions closed while suspended and with no arrears the way back is open.";
                    case DELIVERY, ESTIMATED -> "Once per participant and session when all its periods are settled.";
                });
    }

    private static String money(Money amount) {
        return Decimals.exact(amount, StepWords.CENTS);
    }
}
