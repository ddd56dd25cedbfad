package org.gridbourse.market.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.delivery.Unmeasured;
import org.gridbourse.market.money.Balances;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;
import org.junit.jupiter.api.Test;

/** Retail 830, feed-in 650, grid fee 10: floor 650, cap 820, middle 735, a quarter of the band 43. */
class PeriodPoolTest {
    private static final Tariff TARIFF = tariff(830, 650, 10);
    private static final Contract NONE = new Contract("x", List.of());

    @Test
    void what_no_whole_share_takes_goes_one_Wh_each_to_the_lowest_ids() {
        // 10 Wh for three that miss 7 each
        List<PoolShare> shares = shares(List.of(extra(10), missing(7), missing(7), missing(7)));

        assertThat(shares).extracting(share -> share.bought().wh()).containsExactly(0L, 4L, 3L, 3L);
        assertThat(shares).extracting(share -> share.sold().wh()).containsExactly(10L, 0L, 0L, 0L);
        // 5 Wh of three that have 4, 4 and 1 over: 2.2, 2.2, 0.5
        assertThat(shares(List.of(extra(4), extra(4), extra(1), missing(5))))
                .extracting(share -> share.sold().wh())
                .containsExactly(3L, 2L, 0L, 0L);
    }

    @Test
    void the_contract_part_comes_first_of_what_is_missing_and_what_was_not_taken_of_what_is_extra() {
        PoolOffer offer = new PoolOffer(new Energy(3), new Energy(5), Energy.ZERO);
        Deviation deviation = new Deviation(new Energy(3), new Energy(5), Energy.ZERO, Energy.ZERO);
        PeriodPool pool = counted(List.of(offer, extra(4)));
        assertThat(pool.share(offer, deviation, TARIFF))
                .isEqualTo(new PoolShare(new Energy(3), new Energy(1), Energy.ZERO, Energy.ZERO, new UnitPrice(735)));

        PoolOffer over = extra(8);
        Deviation notTaken = new Deviation(Energy.ZERO, Energy.ZERO, new Energy(3), new Energy(5));
        assertThat(counted(List.of(over, missing(4))).share(over, notTaken, TARIFF))
                .isEqualTo(new PoolShare(Energy.ZERO, Energy.ZERO, new Energy(3), new Energy(1), new UnitPrice(735)));
    }

    @Test
    void in_any_order_of_counting_all_that_meets_is_given_out_to_the_Wh() {
        for (long seed = 0; seed < 2_000; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            List<PoolOffer> offers = new ArrayList<>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                offers.add(random.nextBoolean() ? missing(random.nextInt(40)) : extra(random.nextInt(40)));
            }
            Energy met = totals(offers).volume();
            List<PoolShare> shares = shares(offers);
            assertThat(Energy.sum(shares.stream().map(PoolShare::bought).toList()))
                    .as("seed %d", seed)
                    .isEqualTo(met);
            assertThat(Energy.sum(shares.stream().map(PoolShare::sold).toList()))
                    .as("seed %d", seed)
                    .isEqualTo(met);
            for (int i = 0; i < offers.size(); i++) {
                assertThat(shares.get(i).bought())
                        .isLessThanOrEqualTo(offers.get(i).missing());
                assertThat(shares.get(i).sold())
                        .isLessThanOrEqualTo(offers.get(i).extra());
            }
        }
    }

    @Test
    void the_price_is_that_of_the_trades_as_far_as_they_outweigh_the_pool_and_tends_to_the_middle_else() {
        assertThat(price(0, 0, 7)).isEqualTo(735);
        assertThat(price(10, 700, 7)).isEqualTo(700);
        // (4 x 700 + 6 x 735) / 10
        assertThat(price(4, 700, 10)).isEqualTo(721);
        // (4 x 820 + 7 x 735) / 11 = 765.9
        assertThat(price(4, 820, 11)).isEqualTo(765);
        // two prices, 700 and 705 for 2 and 1 Wh: their mean is 701.67
        PoolTotals two = PoolTotals.NOTHING.plus(
                PoolOffer.NOTHING, new Contract("s", List.of(trade("t-1", 2, 700), trade("t-2", 1, 705))));
        assertThat(two.meanPrice()).contains(new UnitPrice(701));
        assertThat(PoolTotals.NOTHING.meanPrice()).isEmpty();
    }

    @Test
    void missing_energy_costs_the_dearer_and_extra_energy_earns_the_cheaper_of_price_and_middle() {
        PoolPrices low = new PoolPrices(TARIFF, new UnitPrice(700));
        PoolPrices high = new PoolPrices(TARIFF, new UnitPrice(790));

        assertThat(low.costs()).isEqualTo(new UnitPrice(735));
        assertThat(low.earns()).isEqualTo(new UnitPrice(700));
        assertThat(high.costs()).isEqualTo(new UnitPrice(790));
        assertThat(high.earns()).isEqualTo(new UnitPrice(735));
        // a promise: own price and 43 more, at most the cap; 43 less, at least the floor
        assertThat(low.notDelivered(new UnitPrice(700))).isEqualTo(new UnitPrice(743));
        assertThat(low.notDelivered(new UnitPrice(660))).isEqualTo(new UnitPrice(735));
        assertThat(low.notDelivered(new UnitPrice(800))).isEqualTo(new UnitPrice(820));
        assertThat(high.notTaken(new UnitPrice(790))).isEqualTo(new UnitPrice(735));
        assertThat(high.notTaken(new UnitPrice(760))).isEqualTo(new UnitPrice(717));
        assertThat(high.notTaken(new UnitPrice(680))).isEqualTo(new UnitPrice(650));
    }

    @Test
    void a_wallet_bounds_what_is_missing_beyond_contracts_period_after_period_and_arrears_keep_out() {
        Deviation ten = new Deviation(new Energy(4), new Energy(10), Energy.ZERO, Energy.ZERO);
        PoolBudget budget = PoolBudget.of(new Balances(new Money(830 * 12), Money.ZERO));

        PoolOffer first = budget.offer(ten, TARIFF);
        assertThat(first).isEqualTo(new PoolOffer(new Energy(4), new Energy(10), Energy.ZERO));
        PoolOffer second = budget.after(first, TARIFF).offer(ten, TARIFF);
        assertThat(second).isEqualTo(new PoolOffer(new Energy(4), new Energy(2), Energy.ZERO));
        // a gap's imports are bought of the same wallet, and never below nothing
        Unmeasured gap = Unmeasured.over(List.of(TARIFF), new MeteredEnergy(new Energy(11), Energy.ZERO));
        assertThat(budget.after(gap).offer(ten, TARIFF).otherMissing()).isEqualTo(new Energy(1));
        assertThat(budget.after(gap).after(gap).wallet()).isEqualTo(Money.ZERO);

        assertThat(PoolBudget.of(new Balances(Money.ZERO, new Money(-1))).offer(ten, TARIFF))
                .isEqualTo(PoolOffer.NOTHING);
        // the cap is below the floor: there is no pool; retail is zero: there is no limit
        assertThat(budget.offer(ten, tariff(655, 650, 10))).isEqualTo(PoolOffer.NOTHING);
        PoolBudget empty = PoolBudget.of(new Balances(Money.ZERO, Money.ZERO));
        assertThat(empty.offer(ten, tariff(0, -5, 0)).otherMissing()).isEqualTo(new Energy(10));
        assertThat(empty.after(first, tariff(0, -5, 0))).isEqualTo(empty);
    }

    private static long price(long tradedWh, long tradePrice, long metWh) {
        Contract seller = tradedWh == 0 ? NONE : new Contract("s", List.of(trade("t", tradedWh, tradePrice)));
        PoolTotals totals = totals(List.of(missing(metWh), extra(metWh))).plus(PoolOffer.NOTHING, seller);
        return PoolPrices.of(TARIFF, totals).price().microPerKwh();
    }

    private static PoolTotals totals(List<PoolOffer> offers) {
        PoolTotals totals = PoolTotals.NOTHING;
        for (PoolOffer offer : offers) {
            totals = totals.plus(offer, NONE);
        }
        return totals;
    }

    /** Counted in the reverse order. */
    private static PeriodPool counted(List<PoolOffer> offers) {
        PeriodPool pool = PeriodPool.of(totals(offers));
        for (int i = offers.size() - 1; i >= 0; i--) {
            pool = pool.withoutWhole(offers.get(i));
        }
        return pool;
    }

    private static List<PoolShare> shares(List<PoolOffer> offers) {
        PeriodPool pool = counted(offers);
        List<PoolShare> shares = new ArrayList<>();
        for (PoolOffer offer : offers) {
            Deviation deviation = new Deviation(offer.notDelivered(), offer.otherMissing(), Energy.ZERO, offer.extra());
            shares.add(pool.share(offer, deviation, TARIFF));
            pool = pool.after(offer);
        }
        return shares;
    }

    private static PoolOffer missing(long wh) {
        return new PoolOffer(Energy.ZERO, new Energy(wh), Energy.ZERO);
    }

    private static PoolOffer extra(long wh) {
        return new PoolOffer(Energy.ZERO, Energy.ZERO, new Energy(wh));
    }

    private static Trade trade(String id, long wh, long price) {
        return new Trade(id, "b", "s", new Energy(wh), new UnitPrice(price));
    }

    private static Tariff tariff(long retail, long feedIn, long gridFee) {
        return new Tariff(new UnitPrice(retail), new UnitPrice(feedIn), new UnitPrice(gridFee));
    }
}
