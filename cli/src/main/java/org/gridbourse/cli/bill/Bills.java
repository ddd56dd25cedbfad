package org.gridbourse.cli.bill;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.gridbourse.cli.evidence.CreditChange;
import org.gridbourse.cli.evidence.Evidence;
import org.gridbourse.cli.evidence.Member;
import org.gridbourse.cli.evidence.PeriodTariff;
import org.gridbourse.cli.evidence.PostingRow;
import org.gridbourse.cli.evidence.StatementRow;
import org.gridbourse.cli.evidence.TradeRow;
import org.gridbourse.market.tariff.Tariff;

/** Makes every participant's bill from the evidence. */
public final class Bills {
    /** What everybody starts with (rulebook section 6). */
    private static final int FIRST_CREDIT_SCORE = 600;

    private final Evidence evidence;
    private final Map<String, Tariff> tariffs = new TreeMap<>();
    private final Map<String, Long> prices = new TreeMap<>();

    private Bills(Evidence evidence) {
        this.evidence = evidence;
        for (PeriodTariff row : evidence.tariffs()) {
            tariffs.put(key(row.sessionId(), row.period()), row.tariff());
        }
        for (TradeRow trade : evidence.trades()) {
            if (trade.stands()) {
                prices.put(key(trade.sessionId(), trade.period()), trade.priceMicroPerKwh());
            }
        }
    }

    /** One bill per registered participant, in the order of registration. */
    public static List<Bill> of(Evidence evidence) {
        Bills bills = new Bills(evidence);
        return evidence.members().stream()
                .map(Member::participantId)
                .map(bills::bill)
                .toList();
    }

    private Bill bill(String participantId) {
        List<SessionBill> sessions = evidence.sessionIds().stream()
                .map(sessionId -> new SessionBill(
                        sessionId, periods(sessionId, participantId), otherAmounts(sessionId, participantId)))
                .toList();
        List<CreditChange> credit = evidence.creditChanges().stream()
                .filter(change -> change.participantId().equals(participantId))
                .toList();
        return new Bill(
                participantId,
                sessions,
                credit.isEmpty() ? FIRST_CREDIT_SCORE : credit.get(0).before(),
                credit.isEmpty()
                        ? FIRST_CREDIT_SCORE
                        : credit.get(credit.size() - 1).after());
    }

    private List<BillPeriod> periods(String sessionId, String participantId) {
        List<BillPeriod> periods = new ArrayList<>();
        for (StatementRow statement : evidence.statements(sessionId, participantId)) {
            String key = key(sessionId, statement.period());
            boolean traded = statement.contractedWh() > 0;
            periods.add(new BillPeriod(
                    statement.period(),
                    tariffs.get(key),
                    traded ? OptionalLong.of(prices.get(key)) : OptionalLong.empty(),
                    statement));
        }
        return periods;
    }

    /** Locks and their return cancel out; what is left of the other journals is what defaults cost or brought. */
    private List<OtherAmount> otherAmounts(String sessionId, String participantId) {
        Map<String, Long> amounts = new LinkedHashMap<>();
        for (PostingRow posting : evidence.postings()) {
            if (posting.participantId().filter(participantId::equals).isPresent()
                    && !posting.isDepositOrWithdrawal()
                    && !posting.cause().equals("statement")
                    && posting.sessionId().equals(sessionId)) {
                amounts.merge(posting.journal(), posting.amountNano(), Math::addExact);
            }
        }
        return amounts.entrySet().stream()
                .filter(entry -> entry.getValue() != 0)
                .map(entry -> new OtherAmount(reason(entry.getKey(), participantId), entry.getValue()))
                .toList();
    }

    private static String reason(String journal, String participantId) {
        String[] parts = journal.split("/");
        if (!parts[0].equals("default")) {
            return journal;
        }
        return parts[2].equals(participantId) ? "bid bond forfeited" : "compensation from " + parts[2];
    }

    private static String key(String sessionId, int period) {
        return sessionId + "/" + period;
    }
}
