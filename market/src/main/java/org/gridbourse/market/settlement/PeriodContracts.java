package org.gridbourse.market.settlement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;

/** The trades of a period by participant, refused where they cannot be those of a cleared period. */
final class PeriodContracts {
    private PeriodContracts() {}

    static Map<String, Contract> of(Tariff tariff, List<Trade> trades, List<ParticipantPeriod> participants) {
        Map<String, List<Trade>> trading = new TreeMap<>(Utf8Order.BYTES);
        for (ParticipantPeriod participant : participants) {
            Require.that(
                    trading.put(participant.participantId(), new ArrayList<>()) == null,
                    Refusal.ACCOUNT_INVALID,
                    "participant '%s' has more than one account",
                    participant.participantId());
        }
        TreeSet<String> ids = new TreeSet<>(Utf8Order.BYTES);
        for (Trade trade : trades) {
            Require.that(
                    ids.add(trade.tradeId()), Refusal.TRADE_INVALID, "trade id '%s' appears twice", trade.tradeId());
            Require.that(
                    tariff.limits().contains(trade.price()),
                    Refusal.PRICE_OUT_OF_RANGE,
                    "trade '%s': price %s is outside %s",
                    trade.tradeId(),
                    trade.price().microPerKwh(),
                    tariff.limits());
            add(trading, trade.buyer(), trade);
            add(trading, trade.seller(), trade);
        }
        Map<String, Contract> contracts = new TreeMap<>(Utf8Order.BYTES);
        trading.forEach((participantId, own) -> contracts.put(participantId, new Contract(participantId, own)));
        return contracts;
    }

    private static void add(Map<String, List<Trade>> trading, String party, Trade trade) {
        Require.that(
                trading.containsKey(party),
                Refusal.ACCOUNT_INVALID,
                "trade '%s': its party '%s' has no account",
                trade.tradeId(),
                party);
        trading.get(party).add(trade);
    }
}
