package org.gridbourse.auditor.market;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.market.json.JsonObject;

/** Credit, from its events alone: each change begins where another ended, and the account says the same. */
final class CreditBook {
    private static final long FIRST_SCORE = 600;

    private final Findings findings;
    private final Map<String, Long> scores = new HashMap<>();
    // Where event and account disagreed, which was told, the ledger may go on from either.
    private final Map<String, Long> otherScores = new HashMap<>();

    CreditBook(Findings findings) {
        this.findings = findings;
    }

    /** What one transaction changed; it may change a score more than once. */
    void enter(List<WrittenRecord> transaction, MoneyBook money) {
        List<WrittenRecord> events = new ArrayList<>(transaction.stream()
                .filter(record -> record.type().equals("creditevent"))
                .toList());
        Map<String, WrittenRecord> last = new LinkedHashMap<>();
        while (!events.isEmpty()) {
            WrittenRecord next =
                    events.stream().filter(this::continues).findFirst().orElse(events.get(0));
            change(next);
            last.put(next.text("participantId"), next);
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

    private void change(WrittenRecord event) {
        if (!continues(event)) {
            findings.add(event.finding(
                    FindingCode.CREDIT_CHAIN_BROKEN,
                    "%s begins at %d, the score stood at %d"
                            .formatted(event.key(), event.number("before"), score(event))));
        }
        scores.put(event.text("participantId"), event.number("after"));
        otherScores.remove(event.text("participantId"));
    }

    private void checkAccount(WrittenRecord event, MoneyBook money) {
        String participant = event.text("participantId");
        JsonObject account = money.account(participant);
        if (account != null && Values.number(account, "creditScore") == score(event)) {
            return;
        }
        findings.add(event.finding(
                FindingCode.CREDIT_CHAIN_BROKEN,
                "%s ends at %d, which is not what the account says".formatted(event.key(), score(event))));
        if (account != null) {
            otherScores.put(participant, Values.number(account, "creditScore"));
        }
    }

    private boolean continues(WrittenRecord event) {
        long before = event.number("before");
        Long other = otherScores.get(event.text("participantId"));
        return before == score(event) || other != null && before == other;
    }

    private long score(WrittenRecord event) {
        return scores.getOrDefault(event.text("participantId"), FIRST_SCORE);
    }
}
