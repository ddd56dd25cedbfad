package org.gridbourse.market.quantity;

/**
 * Exact integers as decimals: money in units of the currency, prices in units of the currency per kWh, energy in kWh. A
 * full stop stands before the decimals, a hyphen before what is negative, nothing between thousands.
 */
public final class Decimals {
    private static final int NANO = 9;
    private static final int MICRO = 6;
    private static final int MILLI = 3;
    private static final int TEN = 10;

    private Decimals() {}

    /** All that there is of an amount, in as few digits as that takes. */
    public static String exact(Money money) {
        return exact(money, 0);
    }

    /** All that there is of an amount, with at least so many decimals. */
    public static String exact(Money money, int leastDecimals) {
        return exact(money.nano(), NANO, leastDecimals);
    }

    /** All that there is of a price, in as few digits as that takes. */
    public static String exact(UnitPrice price) {
        return exact(price, 0);
    }

    /** All that there is of a price, with at least so many decimals. */
    public static String exact(UnitPrice price, int leastDecimals) {
        return exact(price.microPerKwh(), MICRO, leastDecimals);
    }

    /** All that there is of an energy, with at least so many decimals. */
    public static String exact(Energy energy, int leastDecimals) {
        return exact(energy.wh(), MILLI, leastDecimals);
    }

    /** An amount for people, rounded half up. */
    public static String rounded(Money money, int decimals) {
        return rounded(money.nano(), NANO, decimals);
    }

    /** A price for people, rounded half up. */
    public static String rounded(UnitPrice price, int decimals) {
        return rounded(price.microPerKwh(), MICRO, decimals);
    }

    /** An energy for people, rounded half up. */
    public static String rounded(Energy energy, int decimals) {
        return rounded(energy.wh(), MILLI, decimals);
    }

    /** A whole number of thousandths, with three decimals. */
    public static String thousandths(long milli) {
        return plain(milli, MILLI);
    }

    private static String exact(long value, int digits, int leastDecimals) {
        String text = plain(value, digits);
        int end = text.length();
        int least = text.length() - digits + leastDecimals;
        while (end > least && text.charAt(end - 1) == '0') {
            end--;
        }
        return text.charAt(end - 1) == '.' ? text.substring(0, end - 1) : text.substring(0, end);
    }

    private static String rounded(long value, int digits, int decimals) {
        long unit = power(digits - decimals);
        long rest = Math.abs(value % unit);
        long away = rest >= unit - rest ? Long.signum(value) : 0;
        long scaled = value / unit + away;
        return decimals == 0 ? Long.toString(scaled) : plain(scaled, decimals);
    }

    private static String plain(long value, int digits) {
        long unit = power(digits);
        String decimals = Long.toString(unit + Math.abs(value % unit)).substring(1);
        return (value < 0 ? "-" : "") + Long.toString(value / unit).replace("-", "") + "." + decimals;
    }

    private static long power(int digits) {
        long power = 1;
        for (int i = 0; i < digits; i++) {
            power *= TEN;
        }
        return power;
    }
}
