package org.gridbourse.market.prepayment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.market.Refusals.assertRefused;

import java.util.List;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.prepayment.BidBond.Match;
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

    @Test
    void bid_bond_at_commit_is_the_declared_money_at_100_percent_or_more() {
        assertThat(BidBond.atCommit(new BondRate(150), new Money(340_001))).isEqualTo(new Money(510_002));
        // class A: walking away never costs less than keeping the word
        assertThat(BidBond.atCommit(new BondRate(50), new Money(340_000))).isEqualTo(new Money(340_000));
        assertThat(new BondRate(99).atLeastWhole()).isEqualTo(new BondRate(100));
        assertThat(new BondRate(101).atLeastWhole()).isEqualTo(new BondRate(101));
    }

    @Test
    void bid_bond_after_reveal_covers_quantity_times_spread_rounded_up_once() {
        // 150 % of 7 x 3 + 2 x 4 = 29 is 43.5
        List<PeriodQuantity> quantities = List.of(
                new PeriodQuantity(new Energy(7), tariff(13, 10, 0)),
                new PeriodQuantity(new Energy(2), tariff(14, 10, 0)));
        assertThat(BidBond.afterReveal(new BondRate(150), BidBond.atRisk(quantities)))
                .isEqualTo(new Money(44));
        assertThat(BidBond.afterReveal(new BondRate(150), Money.ZERO)).isEqualTo(Money.ZERO);
    }

    @Test
    void bid_bond_after_clearing_covers_what_the_partners_would_lose_to_the_nano() {
        // a buyer's partner 3 x (700 - 650), a seller's 5 x (820 - 700): 750, at 150 %
        List<Match> matches = List.of(
                new Match(Side.BUY, new Energy(3), new UnitPrice(700), TARIFF),
                new Match(Side.SELL, new Energy(5), new UnitPrice(700), TARIFF));
        assertThat(BidBond.afterClearing(new BondRate(150), matches)).isEqualTo(new Money(1_125));
        // at F = -20 a buyer's partner would have to pay to be rid of it
        assertThat(BidBond.afterClearing(
                        new BondRate(100),
                        List.of(new Match(Side.BUY, new Energy(3), UnitPrice.ZERO, tariff(830, -20, 10)))))
                .isEqualTo(new Money(60));
    }

    @Test
    void buyer_locks_quantity_times_price_and_grid_fee() {
        assertThat(Prepayment.escrow(trade("t", 1_000, 700), TARIFF)).isEqualTo(new Money(710_000));
    }

    @Test
    void N1_where_feed_in_is_negative_the_buyer_pledges_what_not_taking_costs() {
        // F -0.50, P 0, G 0: 10 kWh are pledged with the 5.00 that the grid will want for them
        assertThat(Prepayment.escrow(trade("t", 10_000, 0), tariff(300_000, -500_000, 0)))
                .isEqualTo(new Money(5_000_000_000L));
    }

    @Test
    void seller_locks_what_replacing_its_energy_would_cost_whole_and_its_rate_where_that_is_more() {
        // R - G - P = 120, above S / 4 = 42.5
        assertThat(Prepayment.performanceBond(new BondRate(100), trade("t", 1_000, 700), TARIFF))
                .isEqualTo(new Money(120_000));
        assertThat(Prepayment.performanceBond(new BondRate(150), trade("t", 1_000, 700), TARIFF))
                .isEqualTo(new Money(180_000));
    }

    @Test
    void A1_class_A_pledges_a_duty_whole() {
        // 240 kWh at the floor 0.30, cap 0.82: 124.80 are due where nothing is delivered, not 62.40
        assertThat(Prepayment.performanceBond(
                        new BondRate(50), trade("t", 240_000, 300_000), tariff(830_000, 300_000, 10_000)))
                .isEqualTo(new Money(124_800_000_000L));
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
                () -> BidBond.atRisk(List.of(new PeriodQuantity(new Energy(Long.MAX_VALUE), TARIFF))));
    }

    private static Trade trade(String id, long wh, long price) {
        return new Trade(id, "b", "s", new Energy(wh), new UnitPrice(price));
    }

    private static Tariff tariff(long retail, long feedIn, long gridFee) {
        return new Tariff(new UnitPrice(retail), new UnitPrice(feedIn), new UnitPrice(gridFee));
    }
}
