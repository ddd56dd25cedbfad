package org.gridbourse.market.bill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.gridbourse.market.bill.BillPart.Kind;
import org.gridbourse.market.credit.CreditCause;
import org.gridbourse.market.credit.CreditChange;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.delivery.PeriodEnergy;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.DefaultRecord;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.settlement.Contract;
import org.gridbourse.market.settlement.PeriodSettlement;
import org.gridbourse.market.settlement.PoolShare;
import org.gridbourse.market.settlement.RandomPeriods;
import org.gridbourse.market.settlement.SettledParticipant;
import org.gridbourse.market.settlement.Statement;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;
import org.junit.jupiter.api.Test;

class BillPartsTest {
    private static final Tariff TARIFF =
            new Tariff(new UnitPrice(830_000), new UnitPrice(650_000), new UnitPrice(10_000));

    @Test
    void in_3_000_random_periods_and_their_corrections_the_parts_add_up_to_the_net_and_all_kinds_occur() {
        Set<Kind> seen = EnumSet.noneOf(Kind.class);
        for (long seed = 0; seed < 3_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RandomPeriods period = RandomPeriods.next(random);
            PeriodSettlement settled =
                    PeriodSettlement.settle(period.tariff(), period.trades(), period.participants(), 1_440);
            for (SettledParticipant each : settled.participants()) {
                Statement statement = each.statement();
                PeriodEnergy other = PeriodEnergy.of(
                        new MeteredEnergy(new Energy(random.nextInt(2_000)), new Energy(random.nextInt(2_000))));
                for (Statement one : List.of(statement, statement.corrected(other))) {
                    List<BillPart> parts = line(one).parts();
                    parts.forEach(part -> seen.add(part.kind()));
                    assertThat(Money.sum(parts.stream().map(BillPart::amount).toList()))
                            .as("seed %d, %s", seed, one)
                            .isEqualTo(one.net());
                    assertThat(Explanation.of(line(one))).as("seed %d", seed).doesNotContain("later sessions");
                }
            }
        }
        assertThat(seen)
                .containsAll(EnumSet.range(Kind.SOLD, Kind.EXTRA_TO_GRID))
                .doesNotContain(Kind.OTHER_TRADES);
    }

    @Test
    void a_seller_of_10_kWh_to_two_partners_that_delivers_8_reads_with_whom_and_at_which_prices() {
        Contract contract = new Contract(
                "s",
                List.of(
                        new Trade("t-1", "b", "s", new Energy(4_000), new UnitPrice(680_000)),
                        new Trade("t-2", "c", "s", new Energy(6_000), new UnitPrice(680_000))));
        PoolShare pooled =
                new PoolShare(new Energy(500), Energy.ZERO, Energy.ZERO, Energy.ZERO, new UnitPrice(700_000));
        Statement statement = new Statement(contract, exported(8_000), TARIFF, pooled);

        // peers at the middle of 0.65 to 0.82, more than a quarter of the band above its own price; the grid at 0.82
        assertThat(Explanation.of(line(statement)))
                .isEqualTo("sold 10 kWh to b, c at 0.68; 0.5 kWh not delivered, brought by other peers at 0.735;"
                        + " 1.5 kWh not delivered, brought by the grid at 0.82");
    }

    @Test
    void a_buyer_that_takes_more_than_it_bought_reads_wires_and_retail() {
        Contract contract =
                new Contract("b", List.of(new Trade("t-1", "b", "s", new Energy(4_000), new UnitPrice(680_000))));
        Statement statement = Statement.withGridAlone(
                contract, PeriodEnergy.of(new MeteredEnergy(new Energy(5_250), Energy.ZERO)), TARIFF);

        assertThat(Explanation.of(line(statement)))
                .isEqualTo("bought 4 kWh from s at 0.68; 4 kWh of that over the grid's wires at 0.01;"
                        + " 1.25 kWh from the grid at 0.83");
        assertThat(Explanation.of(
                        line(Statement.withGridAlone(new Contract("x", List.of()), PeriodEnergy.NONE, TARIFF))))
                .isEqualTo("no energy");
    }

    @Test
    void a_credit_change_is_told_with_its_reason_and_the_points_that_whole_numbers_hide() {
        CreditChange missed = new CreditChange(
                CreditCause.DELIVERY, 600_000, -265, 599_735, new Energy(1_938_000), new Energy(5_140));
        CreditChange kept =
                new CreditChange(CreditCause.DELIVERY, 600_000, 4_113, 604_113, new Energy(50_000), Energy.ZERO);

        assertThat(Explanation.of(missed)).isEqualTo("missed 5.14 of 1938 kWh beyond the tolerance: -0.265 points");
        assertThat(Explanation.of(kept)).isEqualTo("kept 50 kWh within the tolerance: +4.113 points");
    }

    @Test
    void of_9_agreed_kWh_2_are_void_and_6_of_the_other_7_are_delivered_in_the_last_revision() {
        FillRecord sale = new FillRecord(
                "s",
                "a",
                0,
                Side.SELL,
                new Energy(9_000),
                new Energy(9_000),
                new UnitPrice(680_000),
                List.of(
                        new FillRecord.Part("t-1", "b", new Energy(2_000)),
                        new FillRecord.Part("t-2", "c", new Energy(7_000))));
        DefaultRecord broken = new DefaultRecord(
                "s",
                "b",
                1,
                CreditCause.PREPAYMENT_DEFAULT,
                Money.ZERO,
                List.of(new DefaultRecord.VoidTrade("t-1", 0, "a", new Energy(2_000))),
                Journal.EMPTY);
        Contract contract =
                new Contract("a", List.of(new Trade("t-2", "c", "a", new Energy(7_000), new UnitPrice(680_000))));
        StatementRecord first = record(1, Statement.withGridAlone(contract, exported(5_000), TARIFF));
        StatementRecord second = record(2, Statement.withGridAlone(contract, exported(6_000), TARIFF));

        SessionEnergy energy = SessionEnergy.of(List.of(sale), List.of(broken), List.of(second, first));

        assertThat(energy).isEqualTo(new SessionEnergy(new Energy(9_000), new Energy(2_000), new Energy(6_000)));
    }

    private static PeriodEnergy exported(long wh) {
        return PeriodEnergy.of(new MeteredEnergy(Energy.ZERO, new Energy(wh)));
    }

    private static BillLine line(Statement statement) {
        return new BillLine(
                record(1, statement),
                statement.tariff(),
                Optional.empty(),
                statement.contract().trades());
    }

    private static StatementRecord record(int revision, Statement statement) {
        return new StatementRecord(
                "s",
                statement.participantId(),
                0,
                revision,
                Quality.MEASURED,
                List.of(),
                new StatementRecord.Settled(statement.energy(), Energy.ZERO, statement.pooled()),
                StatementRecord.Figures.of(statement),
                Money.ZERO,
                Journal.EMPTY);
    }
}
