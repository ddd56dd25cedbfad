package org.gridbourse.market.settlement;

import org.gridbourse.market.delivery.Unmeasured;
import org.gridbourse.market.money.Balances;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.tariff.Tariff;

/**
 * What a participant may bring into the pools of a session: for missing energy beyond its contracts, no more than its
 * wallet covers at retail, so that nobody takes from peers what the grid would have to pay.
 *
 * @param participates whether it has no arrears
 * @param wallet what of the wallet is not bespoken by earlier periods, not negative
 */
public record PoolBudget(boolean participates, Money wallet) {

    /** The budget by the balances as they are when settlement of the session begins. */
    public static PoolBudget of(Balances balances) {
        return new PoolBudget(balances.arrears().isZero(), balances.wallet());
    }

    /** What it brings in the next period; to be asked for measured periods alone, in order. */
    public PoolOffer offer(Deviation deviation, Tariff tariff) {
        if (!participates || !tariff.takesOrders()) {
            return PoolOffer.NOTHING;
        }
        Energy covered = tariff.retail().isPositive()
                ? new Energy(wallet.nano() / tariff.retail().microPerKwh())
                : deviation.otherMissing();
        return new PoolOffer(deviation.notDelivered(), deviation.otherMissing().min(covered), deviation.extra());
    }

    /**
     * What is left for the periods after one in which a gap of a meter ends: its imports are bought of the same wallet, so
     * that nobody has more for later periods by leaving readings out.
     */
    public PoolBudget after(Unmeasured gap) {
        return new PoolBudget(participates, wallet.minus(wallet.min(gap.cost().max(Money.ZERO))));
    }

    /** What is left for the periods after one in which it brings {@code offer}. */
    public PoolBudget after(PoolOffer offer, Tariff tariff) {
        return tariff.retail().isPositive()
                ? new PoolBudget(participates, wallet.minus(tariff.retail().times(offer.otherMissing())))
                : this;
    }
}
