package org.gridbourse.market.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.delivery.PeriodEnergy;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.settlement.Contract;
import org.gridbourse.market.settlement.Statement;

/** The statements of a participant as they are when the session is closed: what is still estimated then never flowed. */
record FinalStatements(List<Final> all) {

    /**
     * One period.
     *
     * @param record its last revision
     * @param written what that says
     * @param statement what it says without an estimate
     */
    record Final(StatementRecord record, Statement written, Statement statement) {
        int period() {
            return record.period();
        }

        boolean isEstimated() {
            return !record.settled().estimated().isZero();
        }
    }

    /** Of all revisions, ascending, and the participant's contracts. */
    static FinalStatements of(
            SessionTrades trades,
            String participantId,
            List<StatementRecord> revisions,
            SortedMap<Integer, Contract> contracts) {
        SortedMap<Integer, StatementRecord> last = new TreeMap<>();
        revisions.forEach(record -> last.put(record.period(), record));
        List<Final> all = new ArrayList<>();
        for (StatementRecord record : last.values()) {
            Contract contract = contracts.getOrDefault(record.period(), new Contract(participantId, List.of()));
            Statement written = new Statement(
                    contract,
                    record.settled().energy(),
                    trades.base().tariffs().get(record.period()),
                    record.settled().pooled());
            all.add(new Final(record, written, written.corrected(withoutEstimate(record))));
        }
        return new FinalStatements(all);
    }

    static FinalStatements of(SessionTrades trades, SessionWalk.Stop stop) {
        return of(
                trades,
                stop.participantId(),
                stop.list("statement", RecordType.STATEMENT),
                trades.contracts(stop.participantId(), trades.source(stop)));
    }

    private static PeriodEnergy withoutEstimate(StatementRecord record) {
        PeriodEnergy energy = record.settled().energy();
        return new PeriodEnergy(
                new MeteredEnergy(
                        energy.metered().imported().minus(record.settled().estimated()),
                        energy.metered().exported()),
                energy.betweenPoints(),
                energy.unmeasured());
    }
}
