package org.gridbourse.node.meter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/** A unit of energy. Inside this package energies are milliwatt-hours, whole numbers. */
public enum EnergyUnit {
    WH("Wh", 3),
    KWH("kWh", 6),
    MWH("MWh", 9);

    /** Ten thousand million kWh: beyond it no register counts, and all sums stay far from overflow. */
    private static final BigDecimal LARGEST_MILLI = BigDecimal.TEN.pow(16);

    private final String label;
    private final int milliDigits;

    EnergyUnit(String label, int milliDigits) {
        this.label = label;
        this.milliDigits = milliDigits;
    }

    public String label() {
        return label;
    }

    /** The unit of a word such as kWh; upper and lower case are one. */
    public static Optional<EnergyUnit> of(String word) {
        return switch (word.trim().toLowerCase(Locale.ROOT)) {
            case "wh", "w.h", "watthours", "watt hours", "wattstunden" -> Optional.of(WH);
            case "kwh", "kw.h", "kilowatthours", "kilowatt hours", "kilowattstunden" -> Optional.of(KWH);
            case "mwh" -> Optional.of(MWH);
            default -> Optional.empty();
        };
    }

    /** In milliwatt-hours, rounded half up; empty beyond ten thousand million kWh. */
    public Optional<Long> milli(BigDecimal value) {
        BigDecimal milli = value.movePointRight(milliDigits);
        return milli.abs().compareTo(LARGEST_MILLI) > 0
                ? Optional.empty()
                : Optional.of(milli.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    /** One of this unit in milliwatt-hours. */
    long oneMilli() {
        return (long) Math.pow(10, milliDigits);
    }
}
