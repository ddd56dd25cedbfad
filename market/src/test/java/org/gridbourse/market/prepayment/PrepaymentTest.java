package org.gridbourse.market.prepayment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.market.Refusals.assertRefused;

import java.util.List;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.prepayment.BidBond.PeriodQuantity;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.rules.BondRate;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;
import org.junit.jupiter.api.Test;

class PrepaymentTest {
    private static final Tariff TARIFF = tariff(830, 650, 10);
    private static final Tariff CLOSED = tariff(650, 650, 10);

    @Test
    void bid_bond_at_commit_covers_the_declared_maximum_in_every_period_that_takes_orders() {
        // S = 170, none in the closed period, 170: 340 x 1 000 Wh at 150 %
        assertThat(BidBond.atCommit(new BondRate(150), new Energy(1_000), List.of(TARIFF, CLOSED, TARIFF)))
                .isEqualTo(new Money(510_000));
    }

    @Test
    void bid_bond_of_class_A_is_100_percent_so_walking_away_never_costs_less_than_keeping_the_word() {
        assertThat(BidBond.atCommit(new BondRate(50), new Energy(1_000), List.of(TARIFF)))
                .isEqualTo(new Money(170_000));
        assertThat(new BondRate(99).atLeastWhole()).isEqualTo(new BondRate(100));
        assertThat(new BondRate(101).atLeastWhole()).isEqualTo(new BondRate(101));
    }

    @Test
    void bid_bond_after_reveal_and_after_clearing_covers_quantity_times_spread_rounded_up_once() {
        // 150 % of 7 x 3 + 2 x 4 = 29 is 43.5
        List<PeriodQuantity> quantities = List.of(
                new PeriodQuantity(new Energy(7), tariff(13, 10, 0)),
                new PeriodQuantity(new Energy(2), tariff(14, 10, 0)));
        assertThat(BidBond.ofQuantities(new BondRate(150), quantities)).isEqualTo(new Money(44));
        assertThat(BidBond.ofQuantities(new BondRate(150), List.of())).isEqualTo(Money.ZERO);
    }

    @Test
    void buyer_locks_quantity_times_price_and_grid_fee() {
        assertThat(Prepayment.escrow(trade("t", 1_000, 700), TARIFF)).isEqualTo(new Money(710_000));
    }

    @Test
    void seller_locks_its_rate_of_what_replacing_its_energy_would_cost() {
        // R - G - P = 120, above S / 4 = 42.5
        assertThat(Prepayment.performanceBond(new BondRate(100), trade("t", 1_000, 700), TARIFF))
                .isEqualTo(new Money(120_000));
        assertThat(Prepayment.performanceBond(new BondRate(50), trade("t", 1_000, 700), TARIFF))
                .isEqualTo(new Money(60_000));
    }

    @Test
    void seller_at_the_cap_still_locks_a_quarter_of_the_spread_rounded_up() {
        // S / 4 = 42.5 -> 43; x 3 Wh x 50 % = 64.5 -> 65
        assertThat(Prepayment.performanceBond(new BondRate(50), trade("t", 3, 820), TARIFF))
                .isEqualTo(new Money(65));
    }

    @Test
    void locks_beyond_the_range_of_money_are_refused() {
        assertRefused(
                Refusal.AMOUNT_OUT_OF_RANGE,
                "beyond",
                () -> Prepayment.performanceBond(new BondRate(200), trade("t", Long.MAX_VALUE / 120, 700), TARIFF));
        assertRefused(
                Refusal.AMOUNT_OUT_OF_RANGE,
                "beyond",
                () -> BidBond.atCommit(new BondRate(100), new Energy(Long.MAX_VALUE), List.of(TARIFF)));
    }

    private static Trade trade(String id, long wh, long price) {
        return new Trade(id, "b", "s", new Energy(wh), new UnitPrice(price));
    }

    private static Tariff tariff(long retail, long feedIn, long gridFee) {
        return new Tariff(new UnitPrice(retail), new UnitPrice(feedIn), new UnitPrice(gridFee));
    }
}
