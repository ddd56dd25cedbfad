package org.gridbourse.cli.evidence;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything that happened on the ledger, in the ledger's order; statements in their last revision only. */
public record Evidence(
        List<Member> members,
        List<PeriodTariff> tariffs,
        List<OrderStep> orderSteps,
        List<ClearedPeriod> clearings,
        List<TradeRow> trades,
        List<StatementRow> statements,
        List<PostingRow> postings,
        List<CreditChange> creditChanges) {
    public Evidence {
        members = List.copyOf(members);
        tariffs = List.copyOf(tariffs);
        orderSteps = List.copyOf(orderSteps);
        clearings = List.copyOf(clearings);
        trades = List.copyOf(trades);
        statements = List.copyOf(statements);
        postings = List.copyOf(postings);
        creditChanges = List.copyOf(creditChanges);
    }

    /** The sessions in the order in which they were announced. */
    public List<String> sessionIds() {
        Set<String> ids =
                tariffs.stream().map(PeriodTariff::sessionId).collect(Collectors.toCollection(LinkedHashSet::new));
        return List.copyOf(ids);
    }

    public List<PeriodTariff> tariffs(String sessionId) {
        return tariffs.stream().filter(row -> row.sessionId().equals(sessionId)).toList();
    }

    public List<TradeRow> trades(String sessionId) {
        return trades.stream().filter(row -> row.sessionId().equals(sessionId)).toList();
    }

    public List<StatementRow> statements(String sessionId, String participantId) {
        return statements.stream()
                .filter(row -> row.sessionId().equals(sessionId))
                .filter(row -> row.participantId().equals(participantId))
                .toList();
    }
}
