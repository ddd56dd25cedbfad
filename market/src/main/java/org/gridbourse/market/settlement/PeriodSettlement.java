package org.gridbourse.market.settlement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.credit.CreditChange;
import org.gridbourse.market.credit.SessionDelivery;
import org.gridbourse.market.credit.SessionDelivery.PeriodDelivery;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.money.Account;
import org.gridbourse.market.money.Posting;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;

/**
 * One period settled for all its participants at once; the nets of all of them and of the grid add up to zero.
 *
 * @param participants in the order in which they were given
 * @param gridNet what the grid gets (positive) or pays, in cash and in arrears, by the postings
 * @param soldByGrid all that the grid sold at retail or supplied in a seller's place, gross
 * @param boughtByGrid all that the grid bought at feed-in, gross
 */
public record PeriodSettlement(
        List<SettledParticipant> participants, Money gridNet, Energy soldByGrid, Energy boughtByGrid) {
    public PeriodSettlement {
        participants = List.copyOf(participants);
    }

    /**
     * Settles a period. Every buyer's escrow is taken to hold quantity x (P + G) of its trades.
     *
     * @param tariff of the period
     * @param trades all trades of the period, at one price
     * @param participants each once, all parties of the trades among them
     */
    public static PeriodSettlement settle(Tariff tariff, List<Trade> trades, List<ParticipantPeriod> participants) {
        requireOnePriceWithin(tariff, trades);
        requireDistinct(trades);
        Map<String, List<Trade>> contracts = emptyContracts(participants);
        for (Trade trade : trades) {
            addTo(contracts, trade.buyer(), trade);
            addTo(contracts, trade.seller(), trade);
        }
        List<SettledParticipant> settled = new ArrayList<>(participants.size());
        Money gridNet = Money.ZERO;
        Energy sold = Energy.ZERO;
        Energy bought = Energy.ZERO;
        for (ParticipantPeriod participant : participants) {
            Contract contract = contractOf(participant, contracts);
            SettledParticipant each = settle(tariff, contract, participant);
            settled.add(each);
            gridNet = gridNet.plus(gridNet(each));
            sold = sold.plus(each.statement().soldByGrid());
            bought = bought.plus(each.statement().boughtByGrid());
        }
        return new PeriodSettlement(settled, gridNet, sold, bought);
    }

    /** The nets of all participants and of the grid together: zero. */
    public Money sum() {
        Money sum = gridNet;
        for (SettledParticipant participant : participants) {
            sum = sum.plus(participant.statement().net());
        }
        return sum;
    }

    private static SettledParticipant settle(Tariff tariff, Contract contract, ParticipantPeriod participant) {
        MeteredEnergy metered = participant
                .metered()
                .or(() -> contract.side().map(side -> MeteredEnergy.estimate(side, contract.quantity())))
                .orElse(MeteredEnergy.NONE);
        Statement statement = new Statement(contract, metered, tariff);
        return new SettledParticipant(
                statement,
                Settlement.first(statement, participant.balances(), participant.bond()),
                participant.credit().score(),
                creditChange(statement, participant));
    }

    private static Optional<CreditChange> creditChange(Statement statement, ParticipantPeriod participant) {
        if (statement.side().isEmpty()) {
            return Optional.empty();
        }
        PeriodDelivery delivery = new PeriodDelivery(
                statement.contracted(),
                statement.missed(),
                participant.metered().isEmpty());
        return participant.credit().afterDelivery(new SessionDelivery(participant.tieLine(), 1, List.of(delivery)));
    }

    private static Money gridNet(SettledParticipant participant) {
        Money net = Money.ZERO;
        for (Posting posting : participant.settlement().journal().postings()) {
            boolean grid = posting.account().equals(Account.GRID_CASH)
                    || posting.account().equals(Account.GRID_RECEIVABLE);
            net = grid ? net.plus(posting.amount()) : net;
        }
        return net;
    }

    private static void requireOnePriceWithin(Tariff tariff, List<Trade> trades) {
        for (Trade trade : trades) {
            if (!tariff.limits().contains(trade.price())) {
                throw new RefusedException(
                        Refusal.PRICE_OUT_OF_RANGE,
                        "trade '%s': price %s is outside %s"
                                .formatted(trade.tradeId(), trade.price().microPerKwh(), tariff.limits()));
            }
            if (!trade.price().equals(trades.get(0).price())) {
                throw new RefusedException(
                        Refusal.TRADE_INVALID,
                        "trade '%s': its price %s is not that of the period, %s"
                                .formatted(
                                        trade.tradeId(),
                                        trade.price(),
                                        trades.get(0).price()));
            }
        }
    }

    private static void requireDistinct(List<Trade> trades) {
        List<String> ids = new ArrayList<>(trades.stream().map(Trade::tradeId).toList());
        ids.sort(Utf8Order.BYTES);
        for (int i = 1; i < ids.size(); i++) {
            if (ids.get(i).equals(ids.get(i - 1))) {
                throw new RefusedException(Refusal.TRADE_INVALID, "trade id '%s' appears twice".formatted(ids.get(i)));
            }
        }
    }

    private static Map<String, List<Trade>> emptyContracts(List<ParticipantPeriod> participants) {
        Map<String, List<Trade>> contracts = new TreeMap<>(Utf8Order.BYTES);
        for (ParticipantPeriod participant : participants) {
            if (contracts.put(participant.participantId(), new ArrayList<>()) != null) {
                throw new RefusedException(
                        Refusal.ACCOUNT_INVALID,
                        "participant '%s' has more than one account".formatted(participant.participantId()));
            }
        }
        return contracts;
    }

    private static void addTo(Map<String, List<Trade>> contracts, String party, Trade trade) {
        List<Trade> contract = contracts.get(party);
        if (contract == null) {
            throw new RefusedException(
                    Refusal.ACCOUNT_INVALID,
                    "trade '%s': its party '%s' has no account".formatted(trade.tradeId(), party));
        }
        if (!contract.isEmpty()
                && contract.get(0).buyer().equals(party) != trade.buyer().equals(party)) {
            throw new RefusedException(
                    Refusal.TRADE_INVALID,
                    "trade '%s': '%s' buys and sells in one period".formatted(trade.tradeId(), party));
        }
        contract.add(trade);
    }

    private static Contract contractOf(ParticipantPeriod participant, Map<String, List<Trade>> contracts) {
        return new Contract(participant.participantId(), contracts.get(participant.participantId()));
    }
}
