package org.gridbourse.market.delivery;

import java.util.Collection;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;

/**
 * What flowed through a meter, or through all meters of a participant, gross.
 *
 * @param imported energy taken from the wires (OBIS 1.8.0)
 * @param exported energy given to the wires (OBIS 2.8.0)
 */
public record MeteredEnergy(Energy imported, Energy exported) {
    public static final MeteredEnergy NONE = new MeteredEnergy(Energy.ZERO, Energy.ZERO);

    public MeteredEnergy plus(MeteredEnergy other) {
        return new MeteredEnergy(imported.plus(other.imported), exported.plus(other.exported));
    }

    public static MeteredEnergy sum(Collection<MeteredEnergy> meters) {
        MeteredEnergy sum = NONE;
        for (MeteredEnergy meter : meters) {
            sum = sum.plus(meter);
        }
        return sum;
    }

    /** Export beyond import: n where it is positive. */
    public Energy netExported() {
        return exported.above(imported);
    }

    /** Import beyond export: -n where n is negative. */
    public Energy netImported() {
        return imported.above(exported);
    }

    /** Netted inside the period, in the direction of {@code side}: what was sold out or bought in, zero if reversed. */
    public Energy towards(Side side) {
        return side == Side.SELL ? exported.above(imported) : imported.above(exported);
    }
}
