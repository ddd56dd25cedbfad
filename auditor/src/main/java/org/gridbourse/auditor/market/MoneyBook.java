package org.gridbourse.auditor.market;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.market.json.JsonObject;

/**
 * Money, from postings alone: every journal adds up to zero, nobody falls below zero, accounts hold what postings give. A
 * difference that was told once is carried on, so that it is not told with every later posting.
 */
final class MoneyBook {
    private static final List<String> NEVER_NEGATIVE = List.of("wallet:", "bidbond:", "escrow:", "bond:");

    private final Findings findings;
    private final Map<String, Long> balances = new HashMap<>();
    private final Map<String, JsonObject> accounts = new HashMap<>();
    private final Map<String, Long> toldDifferences = new HashMap<>();
    private final Map<String, Long> toldLowest = new HashMap<>();
    private long sumNano;

    MoneyBook(Findings findings) {
        this.findings = findings;
    }

    /** All postings together: zero. */
    long sumNano() {
        return sumNano;
    }

    /** A participant's account as last recorded, null if there is none. */
    JsonObject account(String participantId) {
        return accounts.get(participantId);
    }

    /** What one transaction posted and recorded. */
    void enter(List<WrittenRecord> transaction) {
        TreeSet<String> changed = new TreeSet<>();
        for (WrittenRecord record : transaction) {
            post(record, changed);
        }
        TreeSet<String> participants = new TreeSet<>();
        for (WrittenRecord record : transaction) {
            if (record.type().equals("account")) {
                accounts.put(record.text("participantId"), record.value());
                participants.add(record.text("participantId"));
            }
        }
        for (String account : changed) {
            checkSign(transaction.get(0), account);
            participants.add(account.substring(account.indexOf(':') + 1));
        }
        participants.forEach(participant -> checkAccount(transaction.get(0), participant));
    }

    /** The ledger has ended. */
    void end() {
        if (sumNano != 0) {
            findings.add(FindingCode.MONEY_UNBALANCED, "all postings add up to %d nano".formatted(sumNano));
        }
    }

    JsonObject snapshot() {
        JsonObject.Builder allAccounts = JsonObject.builder();
        accounts.forEach(allAccounts::put);
        return JsonObject.builder()
                .put("sumNano", sumNano)
                .put("balances", Values.object(balances))
                .put("accounts", allAccounts.build())
                .build();
    }

    void resume(JsonObject snapshot) {
        sumNano = Values.number(snapshot, "sumNano");
        balances.putAll(Values.numbers(snapshot, "balances"));
        accounts.putAll(Values.members(snapshot, "accounts"));
    }

    private void post(WrittenRecord record, TreeSet<String> changed) {
        long sum = 0;
        for (JsonObject posting : Values.objects(record.value(), "journal")) {
            String account = Values.text(posting, "account");
            long amount = Values.number(posting, "amountNano");
            try {
                sum = Math.addExact(sum, amount);
                if (isOfParticipant(account)) {
                    balances.merge(account, amount, Math::addExact);
                    changed.add(account);
                }
            } catch (ArithmeticException e) {
                findings.add(
                        record.finding(FindingCode.JOURNAL_UNBALANCED, record.key() + " leaves the range of amounts"));
            }
        }
        sumNano += sum;
        if (sum != 0) {
            findings.add(record.finding(
                    FindingCode.JOURNAL_UNBALANCED, "postings of %s add up to %d".formatted(record.key(), sum)));
        }
    }

    /** Issuance, fund and the grid's accounts have no balance on the ledger, and may be of any sign and size. */
    private static boolean isOfParticipant(String account) {
        return account.contains(":") && !account.startsWith("grid:");
    }

    private void checkSign(WrittenRecord last, String account) {
        long balance = balances.getOrDefault(account, 0L);
        boolean wrong = account.startsWith("arrears:")
                ? balance > 0
                : balance < 0 && NEVER_NEGATIVE.stream().anyMatch(account::startsWith);
        if (!wrong) {
            toldLowest.remove(account);
        } else if (Math.abs(balance) > toldLowest.getOrDefault(account, 0L)) {
            toldLowest.put(account, Math.abs(balance));
            findings.add(
                    last.finding(FindingCode.BALANCE_NEGATIVE, "%s stands at %d nano".formatted(account, balance)));
        }
    }

    private void checkAccount(WrittenRecord last, String participant) {
        JsonObject account = accounts.get(participant);
        if (account == null) {
            findings.add(last.finding(FindingCode.BALANCE_MISMATCH, participant + " has postings and no account"));
            return;
        }
        compare(last, "wallet:" + participant, Values.number(account, "walletNano"));
        compare(last, "arrears:" + participant, Values.number(account, "arrearsNano"));
        compare(last, "bidbond:" + participant, locked(account, "bidBondNano"));
        compare(last, "escrow:" + participant, locked(account, "escrowNano"));
        compare(last, "bond:" + participant, locked(account, "bondNano"));
    }

    private static long locked(JsonObject account, String kind) {
        return Values.objects(account, "locks").stream()
                .mapToLong(lock -> Values.number(lock, kind))
                .sum();
    }

    private void compare(WrittenRecord last, String account, long recorded) {
        long posted = balances.getOrDefault(account, 0L);
        long difference = recorded - posted;
        if (difference != 0 && difference != toldDifferences.getOrDefault(account, 0L)) {
            toldDifferences.put(account, difference);
            findings.add(last.finding(
                    FindingCode.BALANCE_MISMATCH,
                    "%s is recorded as %d nano, postings give %d".formatted(account, recorded, posted)));
        }
    }
}
