package org.gridbourse.market.transaction;

import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.state.StateView;
import org.gridbourse.market.trade.Trade;

/** What a participant has traded and not lost, by period of the base session: sold positive, bought negative [Wh]. */
final class LivingTrades {
    private final SortedMap<Integer, Long> netWhByPeriod = new TreeMap<>();

    /** Its trades in the base session and in all that add to it; in a base session itself there are none yet. */
    static LivingTrades of(StateView view, SessionRecord session, String participantId) {
        LivingTrades trades = new LivingTrades();
        if (session.base().isPresent()) {
            trades.add(view, view.session(session.baseSessionId()), participantId);
            Sessions.addingTo(view, session.baseSessionId()).forEach(other -> trades.add(view, other, participantId));
        }
        return trades;
    }

    private void add(StateView view, SessionRecord session, String participantId) {
        Defaulters defaulters = Defaulters.of(view, session.sessionId());
        for (FillRecord fill : view.list(Keys.inSession("fill", session.sessionId(), participantId), RecordType.FILL)) {
            long wh = 0;
            for (Trade trade : fill.tradesWith(defaulters.notVoidFor(participantId))) {
                wh = Math.addExact(wh, trade.quantity().wh());
            }
            netWhByPeriod.merge(session.basePeriod(fill.period()), fill.side() == Side.SELL ? wh : -wh, Math::addExact);
        }
    }

    long netWh(int basePeriod) {
        return netWhByPeriod.getOrDefault(basePeriod, 0L);
    }
}
