package org.gridbourse.auditor.market;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.auditor.json.Values;
import org.gridbourse.market.credit.CreditScore;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.CreditEventRecord;
import org.gridbourse.market.rules.RuleSet;

/** Credit, from its events alone: each change begins where another ended, and the account says the same. */
final class CreditBook {
    private static final long FIRST_MILLI = RuleSet.version1().credit().startScore() * CreditScore.MILLI;

    private final Findings findings;
    private final Map<String, Long> scores = new HashMap<>();
    // Where event and account disagreed, which was told, the ledger may go on from either.
    private final Map<String, Long> otherScores = new HashMap<>();

    CreditBook(Findings findings) {
        this.findings = findings;
    }

    /** A change of a score, and the record that told it. */
    private record Event(WrittenRecord written, CreditEventRecord credit) {
        String participantId() {
            return credit.participantId();
        }

        long before() {
            return credit.change().beforeMilli();
        }

        long after() {
            return credit.change().afterMilli();
        }
    }

    /** What one transaction changed; it may change a score more than once. */
    void enter(List<WrittenRecord> transaction, MoneyBook money) {
        List<Event> events = new ArrayList<>();
        for (WrittenRecord written : transaction) {
            if (written.record() instanceof CreditEventRecord credit) {
                events.add(new Event(written, credit));
            }
        }
        Map<String, Event> last = new LinkedHashMap<>();
        while (!events.isEmpty()) {
            Event next = events.stream().filter(this::continues).findFirst().orElse(events.get(0));
            change(next);
            last.put(next.participantId(), next);
            events.remove(next);
        }
        last.values().forEach(event -> checkAccount(event, money));
    }

    JsonObject snapshot() {
        return JsonObject.builder().put("scores", Values.object(scores)).build();
    }

    void resume(JsonObject snapshot) {
        scores.putAll(Values.numbers(snapshot, "scores"));
    }

    private void change(Event event) {
        if (!continues(event)) {
            findings.add(event.written()
                    .finding(
                            FindingCode.CREDIT_CHAIN_BROKEN,
                            "%s begins at %d thousandths of a point, the score stood at %d"
                                    .formatted(event.written().key(), event.before(), score(event))));
        }
        scores.put(event.participantId(), event.after());
        otherScores.remove(event.participantId());
    }

    private void checkAccount(Event event, MoneyBook money) {
        Optional<AccountRecord> account = money.account(event.participantId());
        if (account.filter(each -> each.creditMilli() == score(event)).isPresent()) {
            return;
        }
        findings.add(event.written()
                .finding(
                        FindingCode.CREDIT_CHAIN_BROKEN,
                        "%s ends at %d thousandths of a point, which is not what the account says"
                                .formatted(event.written().key(), score(event))));
        account.ifPresent(each -> otherScores.put(event.participantId(), each.creditMilli()));
    }

    private boolean continues(Event event) {
        Long other = otherScores.get(event.participantId());
        return event.before() == score(event) || other != null && event.before() == other;
    }

    private long score(Event event) {
        return scores.getOrDefault(event.participantId(), FIRST_MILLI);
    }
}
