package org.gridbourse.market.quantity;

import java.util.Collection;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;

/**
 * An amount of energy in watt-hours, zero or positive; a side or a register says the direction.
 *
 * @param wh energy [Wh], 0 to {@link Long#MAX_VALUE}
 */
public record Energy(long wh) implements Comparable<Energy> {
    public static final Energy ZERO = new Energy(0);

    public Energy {
        if (wh < 0) {
            throw new IllegalArgumentException("wh (%s) must not be negative".formatted(wh));
        }
    }

    /** The sum; refused beyond the range of long. */
    public Energy plus(Energy other) {
        try {
            return new Energy(Math.addExact(wh, other.wh));
        } catch (ArithmeticException overflow) {
            throw new RefusedException(
                    Refusal.AMOUNT_OUT_OF_RANGE,
                    "%s Wh + %s Wh is beyond %s Wh".formatted(wh, other.wh, Long.MAX_VALUE));
        }
    }

    /** The difference; {@code other} must not be greater. */
    public Energy minus(Energy other) {
        return new Energy(wh - other.wh);
    }

    /** What this is above {@code other}, zero if it is not. */
    public Energy above(Energy other) {
        return wh > other.wh ? minus(other) : ZERO;
    }

    public Energy min(Energy other) {
        return wh <= other.wh ? this : other;
    }

    public Energy max(Energy other) {
        return wh >= other.wh ? this : other;
    }

    public boolean isZero() {
        return wh == 0;
    }

    public static Energy sum(Collection<Energy> energies) {
        Energy sum = ZERO;
        for (Energy energy : energies) {
            sum = sum.plus(energy);
        }
        return sum;
    }

    @Override
    public int compareTo(Energy other) {
        return Long.compare(wh, other.wh);
    }

    @Override
    public String toString() {
        return wh + " Wh";
    }
}
