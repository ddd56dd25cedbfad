package org.gridbourse.market.quantity;

/**
 * What a tariff, a meter and a session may be at most: one set for community files, REST, the command line and the
 * ledger. Everything within them can be settled without leaving 64 bits.
 */
public final class MarketLimits {
    /** R and F lie within plus and minus this, G within 0 and this [micro/kWh]: 9 000 units of the currency per kWh. */
    public static final long PRICE_MAX_MICRO_PER_KWH = 9_000_000_000L;

    /** The same in units of the currency per kWh. */
    public static final int PRICE_MAX_PER_KWH = 9_000;

    /** The most that a connection may carry in one period [Wh]. */
    public static final long ENERGY_MAX_WH = 1_000_000_000L;

    /** Registers of meters end here [Wh]. */
    public static final long REGISTER_MAX_WH = 1_000_000_000_000_000L;

    /** The most periods that a session has: a day of 25 hours in steps of five minutes. */
    public static final int PERIODS_MAX = 300;

    /** The most that a deposit may bring a wallet to: half of the range, so that what sessions pay finds room. */
    public static final Money WALLET_MAX = new Money(Long.MAX_VALUE / 2);

    /** A statement has at most this many amounts of the greatest price times the greatest energy of its period. */
    private static final int AMOUNTS_OF_A_STATEMENT = 8;

    private MarketLimits() {}

    /**
     * The most Wh per period, at most {@link #ENERGY_MAX_WH}, with which a whole session can be settled within 64 bits,
     * whichever of its tariffs its energy is paid at. Orders and readings above it are refused where they enter, never in
     * a settlement. It binds only where prices are extreme: at 9 000 per kWh in 24 periods it is 5 MWh.
     *
     * @param highest the greatest absolute price of the session's tariffs
     */
    public static Energy energyOf(UnitPrice highest, int periods) {
        return energyOnceAt(new UnitPrice(Math.multiplyExact(highest.microPerKwh(), periods)))
                .min(new Energy(ENERGY_MAX_WH));
    }

    /** The most Wh that can be settled within 64 bits at one price, once. */
    public static Energy energyOnceAt(UnitPrice highest) {
        return new Energy(Long.MAX_VALUE / AMOUNTS_OF_A_STATEMENT / Math.addExact(1, highest.microPerKwh()));
    }
}
