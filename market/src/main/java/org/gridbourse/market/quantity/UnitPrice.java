package org.gridbourse.market.quantity;

import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;

/**
 * A price in micro-units of the currency per kWh; prices of the grid may be negative.
 *
 * @param microPerKwh price [micro/kWh]; 0.83 CNY/kWh is 830 000
 */
public record UnitPrice(long microPerKwh) implements Comparable<UnitPrice> {
    public static final UnitPrice ZERO = new UnitPrice(0);

    /** The sum; refused beyond the range of long. */
    public UnitPrice plus(UnitPrice other) {
        try {
            return new UnitPrice(Math.addExact(microPerKwh, other.microPerKwh));
        } catch (ArithmeticException overflow) {
            throw outOfRange("+", other.microPerKwh);
        }
    }

    /** The difference; refused beyond the range of long. */
    public UnitPrice minus(UnitPrice other) {
        try {
            return new UnitPrice(Math.subtractExact(microPerKwh, other.microPerKwh));
        } catch (ArithmeticException overflow) {
            throw outOfRange("-", other.microPerKwh);
        }
    }

    /** What the energy costs at this price, exactly: Wh x micro/kWh = nano; refused beyond the range of long. */
    public Money times(Energy energy) {
        try {
            return new Money(Math.multiplyExact(microPerKwh, energy.wh()));
        } catch (ArithmeticException overflow) {
            throw outOfRange("x", energy.wh());
        }
    }

    public UnitPrice max(UnitPrice other) {
        return microPerKwh >= other.microPerKwh ? this : other;
    }

    public UnitPrice min(UnitPrice other) {
        return microPerKwh <= other.microPerKwh ? this : other;
    }

    public boolean isPositive() {
        return microPerKwh > 0;
    }

    public boolean isNegative() {
        return microPerKwh < 0;
    }

    @Override
    public int compareTo(UnitPrice other) {
        return Long.compare(microPerKwh, other.microPerKwh);
    }

    @Override
    public String toString() {
        return microPerKwh + " micro/kWh";
    }

    private RefusedException outOfRange(String operation, long operand) {
        return new RefusedException(
                Refusal.AMOUNT_OUT_OF_RANGE,
                "%s micro/kWh %s %s is beyond the range of 64 bits".formatted(microPerKwh, operation, operand));
    }
}
