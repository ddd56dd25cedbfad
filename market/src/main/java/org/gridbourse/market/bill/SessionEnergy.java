package org.gridbourse.market.bill;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridbourse.market.credit.CreditCause;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.DefaultRecord;
import org.gridbourse.market.record.DefaultRecord.VoidTrade;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.StatementRecord;

/**
 * What became of the energy that peers agreed in a session.
 *
 * @param agreed of all trades, void ones among them
 * @param voided of trades one of whose parties did not prepay, at most {@code agreed}
 * @param delivered by sellers on contracts that are not void; zero before the session is settled
 */
public record SessionEnergy(Energy agreed, Energy voided, Energy delivered) {

    /**
     * Of one session.
     *
     * @param fills of all participants
     * @param defaults of all participants
     * @param statements of all participants, all revisions or the last
     */
    public static SessionEnergy of(
            Collection<FillRecord> fills, Collection<DefaultRecord> defaults, Collection<StatementRecord> statements) {
        Set<String> voidIds = new TreeSet<>();
        defaults.stream()
                .filter(broken -> broken.cause() == CreditCause.PREPAYMENT_DEFAULT)
                .flatMap(broken -> broken.voided().stream())
                .map(VoidTrade::tradeId)
                .forEach(voidIds::add);
        Energy agreed = Energy.ZERO;
        Energy voided = Energy.ZERO;
        for (FillRecord fill : fills) {
            if (fill.side() == Side.SELL) {
                agreed = agreed.plus(fill.filled());
                for (FillRecord.Part part : fill.parts()) {
                    voided = voidIds.contains(part.tradeId()) ? voided.plus(part.quantity()) : voided;
                }
            }
        }
        return new SessionEnergy(agreed, voided, delivered(statements));
    }

    private static Energy delivered(Collection<StatementRecord> statements) {
        Map<String, StatementRecord> last = new TreeMap<>();
        for (StatementRecord statement : statements) {
            if (statement.figures().side().equals(Optional.of(Side.SELL))) {
                String period = "%s/%05d".formatted(statement.participantId(), statement.period());
                last.merge(period, statement, BillLine::later);
            }
        }
        return Energy.sum(
                last.values().stream().map(each -> each.figures().delivered()).toList());
    }
}
