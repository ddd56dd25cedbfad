package org.gridbourse.auditor.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.delivery.PeriodEnergy;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.OpeningRecord;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.StateRecord;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.settlement.Contract;
import org.gridbourse.market.settlement.Statement;
import org.gridbourse.market.tariff.Tariff;
import org.junit.jupiter.api.Test;

/** A meter counts 100 Wh in the first of two sessions; the second one is over before the first one is. */
class RegisterBookTest {
    private static final Tariff TARIFF = new Tariff(new UnitPrice(830_000), new UnitPrice(300_000), new UnitPrice(0));

    private final Findings findings = new Findings();
    private final RegisterBook book = new RegisterBook(findings);

    private void enter(StateRecord... records) {
        WrittenRecord.Source source =
                new WrittenRecord.Source(7, 0, "tx-7", "settle", "operator", List.of("GridMSP"), Instant.EPOCH);
        book.enter(Arrays.stream(records)
                .map(record -> WrittenRecord.of(source, record.key(), record.toJson()))
                .toList());
    }

    private static OpeningRecord opening(String sessionId, Optional<String> follows, long wh) {
        return new OpeningRecord(
                sessionId,
                "buyer",
                "meter",
                "point",
                new Registers(new Energy(wh), Energy.ZERO),
                wh,
                new OpeningRecord.Before(follows, Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.empty());
    }

    private static PhaseRecord reached(String sessionId, Phase phase) {
        return new PhaseRecord(sessionId, phase, false, Instant.EPOCH);
    }

    private static StatementRecord statement(String sessionId, long wh) {
        Statement statement = Statement.withGridAlone(
                new Contract("buyer", List.of()),
                PeriodEnergy.of(new MeteredEnergy(new Energy(wh), Energy.ZERO)),
                TARIFF);
        return new StatementRecord(
                sessionId,
                "buyer",
                0,
                1,
                Quality.MEASURED,
                List.of(new StatementRecord.MeterAdvance("meter", wh, 0, Quality.MEASURED)),
                new StatementRecord.Settled(statement.energy(), Energy.ZERO, statement.pooled()),
                StatementRecord.Figures.of(statement),
                Money.ZERO,
                Journal.EMPTY);
    }

    private void twoSessions(long statedWh) {
        enter(opening("first", Optional.empty(), 0));
        enter(opening("second", Optional.of("first"), 100));
        enter(statement("first", statedWh), reached("first", Phase.SETTLED));
        enter(reached("second", Phase.SETTLED));
        enter(reached("second", Phase.CLOSED));
        enter(reached("first", Phase.CLOSED));
    }

    @Test
    void a_session_that_closes_after_the_next_one_still_ends_where_the_next_one_began() {
        twoSessions(100);

        assertThat(findings.listed()).isEmpty();
    }

    @Test
    void ten_Wh_that_no_statement_has_are_found() {
        twoSessions(90);

        assertThat(findings.counts()).containsOnlyKeys(FindingCode.ENERGY_UNSETTLED);
    }
}
