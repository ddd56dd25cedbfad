package org.gridbourse.market.prepayment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.gridbourse.market.prepayment.DefaultCompensation.Payment;
import org.gridbourse.market.quantity.Money;
import org.junit.jupiter.api.Test;

class DefaultCompensationTest {
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
    void what_nobody_lost_goes_to_the_fund_and_no_loss_is_negative() {
        assertThat(DefaultCompensation.pay(new Money(17_000), List.of()))
                .isEqualTo(new DefaultCompensation(List.of(), new Money(17_000)));
        assertThatIllegalArgumentException().isThrownBy(() -> payment("t-1", "a", -1));
    }

    private static Payment payment(String tradeId, String partner, long nano) {
        return new Payment(tradeId, partner, new Money(nano));
    }
}
