package org.gridbourse.cli.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gridbourse.market.credit.CreditScore;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.money.Balances;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.market.settlement.ParticipantPeriod;
import org.gridbourse.market.settlement.PeriodSettlement;
import org.gridbourse.market.settlement.SettledParticipant;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;

/** As the ledger settles: deviations meet first. Wallets are full, so that nobody is kept from the pool. */
final class PoolSettling {
    private static final long FULL_WALLET_NANO = 1_000_000_000_000_000L;
    private static final long FULL_BOND_NANO = 1_000_000_000_000_000L;
    private static final int SCORE = 600;
    private static final long MINUTES_PER_DAY = 24 * 60;

    private PoolSettling() {}

    static Settling.Money settle(Tariff tariff, List<Trade> trades, Map<String, Long> takenWh) {
        CreditScore credit = CreditScore.ofPoints(RuleSet.version1(), SCORE);
        List<ParticipantPeriod> participants = new ArrayList<>(takenWh.size());
        takenWh.forEach((id, taken) -> participants.add(new ParticipantPeriod(
                id,
                new Balances(new Money(FULL_WALLET_NANO), Money.ZERO),
                new Money(FULL_BOND_NANO),
                credit,
                new Energy(Math.abs(taken)),
                Optional.of(new MeteredEnergy(new Energy(Math.max(0, taken)), new Energy(Math.max(0, -taken)))))));
        PeriodSettlement settlement = PeriodSettlement.settle(tariff, trades, participants, MINUTES_PER_DAY);
        Map<String, Long> nets = new TreeMap<>();
        long pooledWh = 0;
        for (SettledParticipant each : settlement.participants()) {
            nets.put(each.statement().participantId(), each.statement().net().nano());
            pooledWh += each.statement().pooled().sold().wh();
        }
        return new Settling.Money(nets, settlement.fundNet().nano(), pooledWh);
    }
}
