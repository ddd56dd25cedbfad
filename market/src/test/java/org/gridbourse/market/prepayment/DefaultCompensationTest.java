package org.gridbourse.market.prepayment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.prepayment.DefaultCompensation.Payment;
import org.gridbourse.market.prepayment.DefaultCompensation.TariffedTrade;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.rules.BondRate;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;
import org.junit.jupiter.api.Test;

class DefaultCompensationTest {
    /** Limits 650..820. */
    private static final Tariff TARIFF = new Tariff(new UnitPrice(830), new UnitPrice(650), new UnitPrice(10));

    @Test
    void a_seller_that_does_not_prepay_makes_its_buyers_good_for_buying_at_retail() {
        // 100 Wh at 700: the buyer now pays 830 and no grid fee, 120 more
        List<Payment> losses = losses("s", Set.of("a"), trade("t-1", "a", "s", 100));

        assertThat(losses).containsExactly(payment("t-1", "a", 12_000));
        assertThat(DefaultCompensation.pay(new Money(17_000), losses))
                .isEqualTo(new DefaultCompensation(losses, new Money(5_000)));
    }

    @Test
    void a_buyer_that_does_not_prepay_makes_its_sellers_good_for_selling_at_feed_in() {
        // 100 Wh at 700 instead of 650
        assertThat(losses("a", Set.of("s"), trade("t-1", "a", "s", 100))).containsExactly(payment("t-1", "s", 5_000));
    }

    @Test
    void a_partner_that_did_not_prepay_either_gets_nothing_and_the_bond_goes_to_the_fund() {
        List<Payment> losses = losses("s", Set.of(), trade("t-1", "a", "s", 100));

        assertThat(losses).isEmpty();
        assertThat(DefaultCompensation.pay(new Money(17_000), losses))
                .isEqualTo(new DefaultCompensation(List.of(), new Money(17_000)));
    }

    @Test
    void in_a_chain_of_partners_each_default_is_made_good_by_its_own_bond() {
        // given s1 sells to a and b, s2 sells to b; s1 and b do not prepay, a and s2 do
        TariffedTrade toA = trade("t-1", "a", "s1", 100);
        TariffedTrade toB = trade("t-2", "b", "s1", 50);
        TariffedTrade fromS2 = trade("t-3", "b", "s2", 30);
        Set<String> prepaid = Set.of("a", "s2");
        // then s1 owes a, b owes s2, and between s1 and b nothing is owed
        assertThat(losses("s1", prepaid, toA, toB)).containsExactly(payment("t-1", "a", 12_000));
        assertThat(losses("b", prepaid, toB, fromS2)).containsExactly(payment("t-3", "s2", 1_500));
    }

    @Test
    void losses_come_in_ascending_trade_id() {
        assertThat(losses("s", Set.of("a", "b"), trade("t-2", "b", "s", 1), trade("t-1", "a", "s", 1)))
                .extracting(Payment::tradeId)
                .containsExactly("t-1", "t-2");
    }

    @Test
    void a_bond_that_is_short_is_shared_in_proportion_with_single_nanos_to_the_lowest_trades() {
        // given 100 for losses of 60, 60 and 60: 33 each and one left over
        List<Payment> losses = List.of(payment("t-1", "a", 60), payment("t-2", "b", 60), payment("t-3", "c", 60));

        assertThat(DefaultCompensation.pay(new Money(100), losses))
                .isEqualTo(new DefaultCompensation(
                        List.of(payment("t-1", "a", 34), payment("t-2", "b", 33), payment("t-3", "c", 33)),
                        Money.ZERO));
    }

    @Test
    void a_left_over_nano_never_pays_more_than_the_loss_and_zero_losses_get_nothing() {
        // given 5 for losses of 0, 2, 2 and 2: floor(10 / 6) = 1 each, two left over
        List<Payment> losses =
                List.of(payment("t-0", "z", 0), payment("t-1", "a", 2), payment("t-2", "b", 2), payment("t-3", "c", 2));

        assertThat(DefaultCompensation.pay(new Money(5), losses).payments())
                .containsExactly(payment("t-1", "a", 2), payment("t-2", "b", 2), payment("t-3", "c", 1));
    }

    @Test
    void a_bond_that_is_exactly_enough_leaves_nothing_to_the_fund() {
        List<Payment> losses = List.of(payment("t-1", "a", 60));

        assertThat(DefaultCompensation.pay(new Money(60), losses))
                .isEqualTo(new DefaultCompensation(losses, Money.ZERO));
    }

    @Test
    void payments_and_fund_add_up_to_the_bond_for_5_000_random_losses() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 5_000; i++) {
            List<Payment> losses = new ArrayList<>();
            for (int j = random.nextInt(6); j > 0; j--) {
                losses.add(payment("t-" + (9 - j), "p" + j, random.nextInt(50)));
            }
            Money bond = new Money(random.nextInt(200));
            DefaultCompensation paid = DefaultCompensation.pay(bond, losses);
            assertThat(Money.sum(paid.payments().stream().map(Payment::amount).toList())
                            .plus(paid.toFund()))
                    .as("bond %s, losses %s", bond, losses)
                    .isEqualTo(bond);
            assertThat(paid.payments()).allSatisfy(payment -> assertThat(losses)
                    .anyMatch(loss -> loss.tradeId().equals(payment.tradeId())
                            && payment.amount().compareTo(loss.amount()) <= 0));
        }
    }

    @Test
    void the_bid_bond_after_clearing_is_what_the_partner_would_lose_at_every_price_that_may_clear() {
        for (long price = 650; price <= 820; price++) {
            TariffedTrade trade =
                    new TariffedTrade(new Trade("t-1", "a", "s", new Energy(7), new UnitPrice(price)), TARIFF);
            assertThat(trade.lossOfSeller()).isEqualTo(bond(Side.BUY, price));
            assertThat(trade.lossOfBuyer()).isEqualTo(bond(Side.SELL, price));
        }
    }

    @Test
    void only_trades_of_the_defaulter_can_be_made_good() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> losses("x", Set.of("a"), trade("t-1", "a", "s", 100)))
                .withMessageContaining("t-1 is not one of x");
        assertThatIllegalArgumentException().isThrownBy(() -> payment("t-1", "a", -1));
    }

    private static Money bond(Side side, long price) {
        return BidBond.afterClearing(
                new BondRate(50), List.of(new BidBond.Match(side, new Energy(7), new UnitPrice(price), TARIFF)));
    }

    private static List<Payment> losses(String defaulter, Set<String> prepaid, TariffedTrade... trades) {
        return DefaultCompensation.losses(defaulter, List.of(trades), prepaid::contains);
    }

    private static TariffedTrade trade(String id, String buyer, String seller, long wh) {
        return new TariffedTrade(new Trade(id, buyer, seller, new Energy(wh), new UnitPrice(700)), TARIFF);
    }

    private static Payment payment(String tradeId, String partner, long nano) {
        return new Payment(tradeId, partner, new Money(nano));
    }
}
