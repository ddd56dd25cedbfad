package org.gridbourse.market.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Proportion;

/**
 * Periods between two readings of a meter of which only the energy over all of them is known.
 *
 * @param periods what the participant contracted in each of them, the last being that of the later reading
 */
public record Gap(List<Contracted> periods) {
    public Gap {
        periods = List.copyOf(periods);
        if (periods.isEmpty()) {
            throw new IllegalArgumentException("a gap must have at least one period");
        }
    }

    /**
     * Splits what flowed over the gap: imports in proportion to what was bought, exports in proportion to what was sold
     * there, equally where nothing was; rounded down, the remainder to the last period.
     *
     * @return one per period, in order; they add up to {@code total}
     */
    public List<MeteredEnergy> split(MeteredEnergy total) {
        List<Energy> imports = split(total.imported(), Side.BUY);
        List<Energy> exports = split(total.exported(), Side.SELL);
        List<MeteredEnergy> split = new ArrayList<>(periods.size());
        for (int i = 0; i < periods.size(); i++) {
            split.add(new MeteredEnergy(imports.get(i), exports.get(i)));
        }
        return split;
    }

    private List<Energy> split(Energy total, Side side) {
        Energy contracted = Energy.ZERO;
        for (Contracted period : periods) {
            contracted = contracted.plus(period.on(side));
        }
        List<Energy> parts = new ArrayList<>(periods.size());
        Energy rest = total;
        for (Contracted period : periods.subList(0, periods.size() - 1)) {
            Energy part = contracted.isZero()
                    ? new Energy(total.wh() / periods.size())
                    : new Energy(Proportion.floor(total.wh(), period.on(side).wh(), contracted.wh()));
            parts.add(part);
            rest = rest.minus(part);
        }
        parts.add(rest);
        return parts;
    }

    /**
     * What a participant contracted in a period, not void.
     *
     * @param side empty without a trade
     * @param energy zero without a trade
     */
    public record Contracted(Optional<Side> side, Energy energy) {
        public static final Contracted NOTHING = new Contracted(Optional.empty(), Energy.ZERO);

        Energy on(Side wanted) {
            return side.equals(Optional.of(wanted)) ? energy : Energy.ZERO;
        }
    }
}
