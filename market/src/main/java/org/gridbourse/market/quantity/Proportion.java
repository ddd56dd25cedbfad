package org.gridbourse.market.quantity;

import java.math.BigInteger;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;

/**
 * The one way in which the market divides: amount x part / whole over non-negative integers, exact in between, rounded
 * where the caller's rule says so.
 */
public final class Proportion {
    private Proportion() {}

    /** {@code amount x part / whole}, rounded down; refused beyond the range of long. */
    public static long floor(long amount, long part, long whole) {
        requireInRange(amount, part, whole);
        long product = amount * part;
        if (Math.multiplyHigh(amount, part) == 0 && product >= 0) {
            return product / whole;
        }
        return exact(divide(amount, part, whole)[0], amount, part, whole);
    }

    /** {@code amount x part / whole}, rounded up; refused beyond the range of long. */
    public static long ceil(long amount, long part, long whole) {
        requireInRange(amount, part, whole);
        BigInteger[] quotient = divide(amount, part, whole);
        BigInteger rounded = quotient[1].signum() == 0 ? quotient[0] : quotient[0].add(BigInteger.ONE);
        return exact(rounded, amount, part, whole);
    }

    private static void requireInRange(long amount, long part, long whole) {
        if (amount < 0 || part < 0 || whole <= 0) {
            throw new IllegalArgumentException(
                    "amount (%s) and part (%s) must not be negative, whole (%s) must be positive"
                            .formatted(amount, part, whole));
        }
    }

    private static BigInteger[] divide(long amount, long part, long whole) {
        return BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(part))
                .divideAndRemainder(BigInteger.valueOf(whole));
    }

    private static long exact(BigInteger value, long amount, long part, long whole) {
        if (value.bitLength() >= Long.SIZE) {
            throw new RefusedException(
                    Refusal.AMOUNT_OUT_OF_RANGE,
                    "%s x %s / %s is beyond the range of 64 bits".formatted(amount, part, whole));
        }
        return value.longValueExact();
    }
}
