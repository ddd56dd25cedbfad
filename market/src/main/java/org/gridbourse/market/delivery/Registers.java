package org.gridbourse.market.delivery;

import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.quantity.Energy;

/**
 * The cumulative registers of a meter at one moment; they never fall.
 *
 * @param imported import register (OBIS 1.8.0)
 * @param exported export register (OBIS 2.8.0)
 */
public record Registers(Energy imported, Energy exported) {

    /** What flowed since {@code earlier}; refused where a register has fallen. */
    public MeteredEnergy since(Registers earlier) {
        requireNotFallen("import", earlier.imported, imported);
        requireNotFallen("export", earlier.exported, exported);
        return new MeteredEnergy(imported.minus(earlier.imported), exported.minus(earlier.exported));
    }

    private static void requireNotFallen(String register, Energy earlier, Energy later) {
        if (later.compareTo(earlier) < 0) {
            throw new RefusedException(
                    Refusal.REGISTER_FALLS, "%s register falls from %s to %s".formatted(register, earlier, later));
        }
    }
}
