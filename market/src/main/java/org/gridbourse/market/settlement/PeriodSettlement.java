package org.gridbourse.market.settlement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.money.Account;
import org.gridbourse.market.money.Posting;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;

/**
 * One period settled for all its participants at once; the nets of all of them, of the grid and of the fund add up to
 * zero.
 *
 * @param participants in the order in which they were given
 * @param gridNet what the grid gets (positive) or pays, in cash and in arrears, by the postings
 * @param fundNet what the fund gets
 * @param soldByGrid all that the grid sold or supplied in a seller's place, gross
 * @param boughtByGrid all that the grid bought, gross
 */
public record PeriodSettlement(
        List<SettledParticipant> participants, Money gridNet, Money fundNet, Energy soldByGrid, Energy boughtByGrid) {
    public PeriodSettlement {
        participants = List.copyOf(participants);
    }

    /**
     * Settles a period. Every buyer's escrow is taken to hold quantity x (P + G + max(0, -F)) of its trades.
     *
     * @param tariff of the period
     * @param trades all trades of the period that are not void
     * @param participants each once, all parties of the trades among them
     * @param minutes length of the session, for credit
     */
    public static PeriodSettlement settle(
            Tariff tariff, List<Trade> trades, List<ParticipantPeriod> participants, long minutes) {
        Map<String, Contract> contracts = PeriodContracts.of(tariff, trades, participants);
        Map<String, Statement> statements = statements(tariff, contracts, participants);
        List<SettledParticipant> settled = new ArrayList<>(participants.size());
        Money gridNet = Money.ZERO;
        Money fundNet = Money.ZERO;
        Energy sold = Energy.ZERO;
        Energy bought = Energy.ZERO;
        for (ParticipantPeriod participant : participants) {
            SettledParticipant each =
                    SettledParticipant.of(participant, statements.get(participant.participantId()), minutes);
            settled.add(each);
            gridNet = gridNet.plus(changeOf(each, Account.GRID_CASH)).plus(changeOf(each, Account.GRID_RECEIVABLE));
            fundNet = fundNet.plus(changeOf(each, Account.FUND));
            sold = sold.plus(each.statement().soldByGrid());
            bought = bought.plus(each.statement().boughtByGrid());
        }
        return new PeriodSettlement(settled, gridNet, fundNet, sold, bought);
    }

    /** The nets of all participants, of the grid and of the fund together: zero. */
    public Money sum() {
        Money sum = gridNet.plus(fundNet);
        for (SettledParticipant participant : participants) {
            sum = sum.plus(participant.statement().net());
        }
        return sum;
    }

    /** Both passes: what each brings, then what it gets, in ascending participant id. */
    private static Map<String, Statement> statements(
            Tariff tariff, Map<String, Contract> contracts, List<ParticipantPeriod> participants) {
        Map<String, PoolOffer> offers = new TreeMap<>(Utf8Order.BYTES);
        Map<String, Statement> statements = new TreeMap<>(Utf8Order.BYTES);
        PoolTotals totals = PoolTotals.NOTHING;
        for (ParticipantPeriod participant : participants) {
            Contract contract = contracts.get(participant.participantId());
            Statement alone = Statement.withGridAlone(contract, participant.energy(contract, tariff), tariff);
            PoolOffer offer = participant.offer(alone.deviation(), tariff);
            statements.put(participant.participantId(), alone);
            offers.put(participant.participantId(), offer);
            totals = totals.plus(offer, contract);
        }
        PeriodPool pool = PeriodPool.of(totals);
        for (PoolOffer offer : offers.values()) {
            pool = pool.withoutWhole(offer);
        }
        for (Map.Entry<String, Statement> entry : statements.entrySet()) {
            Statement alone = entry.getValue();
            PoolOffer offer = offers.get(entry.getKey());
            entry.setValue(new Statement(
                    alone.contract(), alone.energy(), tariff, pool.share(offer, alone.deviation(), tariff)));
            pool = pool.after(offer);
        }
        return statements;
    }

    private static Money changeOf(SettledParticipant participant, Account account) {
        Money change = Money.ZERO;
        for (Posting posting : participant.settlement().journal().postings()) {
            change = posting.account().equals(account) ? change.plus(posting.amount()) : change;
        }
        return change;
    }
}
