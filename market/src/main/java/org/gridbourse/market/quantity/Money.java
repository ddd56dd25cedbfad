package org.gridbourse.market.quantity;

import java.util.Collection;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;

/**
 * An amount of money in nano-units of the currency; negative where it is owed or paid.
 *
 * @param nano money [nano]; 9.2 thousand million units of the currency is the most
 */
public record Money(long nano) implements Comparable<Money> {
    public static final Money ZERO = new Money(0);

    /** The sum; refused beyond the range of long. */
    public Money plus(Money other) {
        try {
            return new Money(Math.addExact(nano, other.nano));
        } catch (ArithmeticException overflow) {
            throw outOfRange("+", other.nano);
        }
    }

    /** The difference; refused beyond the range of long. */
    public Money minus(Money other) {
        try {
            return new Money(Math.subtractExact(nano, other.nano));
        } catch (ArithmeticException overflow) {
            throw outOfRange("-", other.nano);
        }
    }

    /** The same amount with the other sign; refused for the one number that has none. */
    public Money negated() {
        return ZERO.minus(this);
    }

    public Money min(Money other) {
        return nano <= other.nano ? this : other;
    }

    public Money max(Money other) {
        return nano >= other.nano ? this : other;
    }

    public boolean isZero() {
        return nano == 0;
    }

    public boolean isNegative() {
        return nano < 0;
    }

    public boolean isPositive() {
        return nano > 0;
    }

    public static Money sum(Collection<Money> amounts) {
        Money sum = ZERO;
        for (Money amount : amounts) {
            sum = sum.plus(amount);
        }
        return sum;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(nano, other.nano);
    }

    @Override
    public String toString() {
        return nano + " nano";
    }

    private RefusedException outOfRange(String operation, long operand) {
        return new RefusedException(
                Refusal.AMOUNT_OUT_OF_RANGE,
                "%s nano %s %s nano is beyond the range of 64 bits".formatted(nano, operation, operand));
    }
}
