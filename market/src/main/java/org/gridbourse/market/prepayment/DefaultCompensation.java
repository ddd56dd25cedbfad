package org.gridbourse.market.prepayment;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.Proportion;

/**
 * Who gets what of the bid bond of a participant that did not prepay (rulebook, section 3). All its trades are void;
 * each partner that did prepay is made good for what it lost, as far as the bond reaches; the rest goes to the fund.
 *
 * @param payments one per trade whose partner is paid, in ascending trade id, none of them zero
 * @param toFund what nobody lost
 */
public record DefaultCompensation(List<Payment> payments, Money toFund) {
    public DefaultCompensation {
        payments = List.copyOf(payments);
    }

    /**
     * Pays losses out of a bond: in full where it reaches, else in proportion, rounded down, single nanos that are left
     * to the lowest trade ids.
     *
     * @param bond what the defaulter pledged, not negative
     * @param losses in ascending trade id
     */
    public static DefaultCompensation pay(Money bond, List<Payment> losses) {
        Money lost = Money.ZERO;
        for (Payment loss : losses) {
            lost = lost.plus(loss.amount());
        }
        if (lost.compareTo(bond) <= 0) {
            return new DefaultCompensation(nonZero(losses), bond.minus(lost));
        }
        List<Payment> shares = new ArrayList<>();
        long leftNano = bond.nano();
        for (Payment loss : losses) {
            long share = Proportion.floor(bond.nano(), loss.amount().nano(), lost.nano());
            shares.add(new Payment(loss.tradeId(), loss.partner(), new Money(share)));
            leftNano -= share;
        }
        for (int i = 0; leftNano > 0; i++) {
            Payment share = shares.get(i);
            if (share.amount().compareTo(losses.get(i).amount()) < 0) {
                shares.set(
                        i,
                        new Payment(
                                share.tradeId(), share.partner(), share.amount().plus(new Money(1))));
                leftNano--;
            }
        }
        return new DefaultCompensation(nonZero(shares), Money.ZERO);
    }

    private static List<Payment> nonZero(List<Payment> payments) {
        return payments.stream().filter(payment -> !payment.amount().isZero()).toList();
    }

    /**
     * What a partner lost by a void trade, or is paid for it.
     *
     * @param tradeId the void trade
     * @param partner participant that did prepay
     * @param amount not negative
     */
    public record Payment(String tradeId, String partner, Money amount) {
        public Payment {
            if (amount.isNegative()) {
                throw new IllegalArgumentException("amount (%s) must not be negative".formatted(amount));
            }
        }
    }
}
