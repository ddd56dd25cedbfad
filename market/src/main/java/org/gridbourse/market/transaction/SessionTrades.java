package org.gridbourse.market.transaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.prepayment.Prepayment;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.PrepaymentRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.rules.BondRate;
import org.gridbourse.market.settlement.Contract;
import org.gridbourse.market.state.StateView;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;

/** Where trades are made that a base session settles: in itself, and in those that add to it. */
record SessionTrades(SessionRecord base, List<Market> markets) {

    /** A session with those who defaulted in it. */
    record Market(SessionRecord session, Defaulters defaulters) {}

    static SessionTrades of(StateView view, SessionRecord base) {
        List<Market> markets = new ArrayList<>();
        markets.add(new Market(base, Defaulters.of(view, base.sessionId())));
        Sessions.addingTo(view, base.sessionId())
                .forEach(adding -> markets.add(new Market(adding, Defaulters.of(view, adding.sessionId()))));
        return new SessionTrades(base, markets);
    }

    /** The sessions that add to the base. */
    List<String> addingIds() {
        return markets.stream()
                .skip(1)
                .map(market -> market.session().sessionId())
                .toList();
    }

    boolean hasDefaulted(String participantId) {
        return markets.stream()
                .anyMatch(market -> market.defaulters().participantIds().contains(participantId));
    }

    /** Where the records of a participant in a session come from: a walk, or the state. */
    interface Source {
        List<FillRecord> fills(String sessionId);

        Optional<PrepaymentRecord> prepayment(String sessionId);
    }

    static Source source(StateView view, String participantId) {
        return new Source() {
            @Override
            public List<FillRecord> fills(String sessionId) {
                return view.list(Keys.inSession("fill", sessionId, participantId), RecordType.FILL);
            }

            @Override
            public Optional<PrepaymentRecord> prepayment(String sessionId) {
                return Prepayments.of(view, sessionId, participantId);
            }
        };
    }

    /** A walk over the base session and those that add to it. */
    Source source(SessionWalk.Stop stop) {
        return new Source() {
            @Override
            public List<FillRecord> fills(String sessionId) {
                return stop.list(name("fill", sessionId), RecordType.FILL);
            }

            @Override
            public Optional<PrepaymentRecord> prepayment(String sessionId) {
                return stop.last(name("prepayment", sessionId), RecordType.PREPAYMENT);
            }
        };
    }

    private String name(String type, String sessionId) {
        return sessionId.equals(base.sessionId()) ? type : SessionWalk.in(type, sessionId);
    }

    /** A participant's trades that are not void, by period of the base session. */
    SortedMap<Integer, Contract> contracts(String participantId, Source source) {
        SortedMap<Integer, List<Trade>> trades =
                trades(source, (market, fill) -> market.defaulters().notVoidFor(participantId));
        SortedMap<Integer, Contract> contracts = new TreeMap<>();
        trades.forEach((period, living) -> contracts.put(period, new Contract(participantId, living)));
        return contracts;
    }

    /** Its trades that are void by the default of the partner, ascending trade id, by period of the base session. */
    SortedMap<Integer, List<Trade>> voidTrades(String participantId, Source source) {
        return trades(source, (market, fill) -> {
            boolean keptItsWord = !market.defaulters().participantIds().contains(participantId);
            return partner ->
                    keptItsWord && market.defaulters().participantIds().contains(partner);
        });
    }

    private SortedMap<Integer, List<Trade>> trades(
            Source source, BiFunction<Market, FillRecord, Predicate<String>> partners) {
        SortedMap<Integer, List<Trade>> trades = new TreeMap<>();
        for (Market market : markets) {
            for (FillRecord fill : source.fills(market.session().sessionId())) {
                List<Trade> some = fill.tradesWith(partners.apply(market, fill));
                if (!some.isEmpty()) {
                    trades.computeIfAbsent(market.session().basePeriod(fill.period()), period -> new ArrayList<>())
                            .addAll(some);
                }
            }
        }
        trades.values().forEach(list -> list.sort(Comparator.comparing(Trade::tradeId, Utf8Order.BYTES)));
        return trades;
    }

    /** What a seller has pledged for its trades that are not void, by period of the base session. */
    SortedMap<Integer, Money> bonds(String participantId, Source source) {
        SortedMap<Integer, Money> bonds = new TreeMap<>();
        for (Market market : markets) {
            Optional<BondRate> rate =
                    source.prepayment(market.session().sessionId()).map(PrepaymentRecord::rate);
            for (FillRecord fill : source.fills(market.session().sessionId())) {
                int period = market.session().basePeriod(fill.period());
                Tariff tariff = base.tariffs().get(period);
                for (Trade trade : fill.tradesWith(market.defaulters().notVoidFor(participantId))) {
                    if (trade.seller().equals(participantId)) {
                        bonds.merge(period, Prepayment.performanceBond(rate.orElseThrow(), trade, tariff), Money::plus);
                    }
                }
            }
        }
        return bonds;
    }
}
