package org.gridbourse.auditor.market;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.auditor.json.Values;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.money.Account;
import org.gridbourse.market.money.Account.Kind;
import org.gridbourse.market.money.Posting;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.AccountRecord.Lock;
import org.gridbourse.market.record.RecordType;

/**
 * Money, from postings alone: every journal adds up to zero, nobody falls below zero, accounts hold what postings give. A
 * difference that was told once is carried on, so that it is not told with every later posting.
 */
final class MoneyBook {
    private final Findings findings;
    private final Map<Account, Long> balances = new HashMap<>();
    private final Map<String, AccountRecord> accounts = new HashMap<>();
    private final Map<Account, Long> toldDifferences = new HashMap<>();
    private final Map<Account, Long> toldLowest = new HashMap<>();
    private long sumNano;

    MoneyBook(Findings findings) {
        this.findings = findings;
    }

    /** All postings together: zero. */
    long sumNano() {
        return sumNano;
    }

    /** A participant's account as last recorded, empty if there is none. */
    Optional<AccountRecord> account(String participantId) {
        return Optional.ofNullable(accounts.get(participantId));
    }

    /** What one transaction posted and recorded. */
    void enter(List<WrittenRecord> transaction) {
        TreeMap<String, Account> changed = new TreeMap<>();
        for (WrittenRecord record : transaction) {
            post(record, changed);
        }
        TreeSet<String> participants = new TreeSet<>();
        for (WrittenRecord record : transaction) {
            if (record.record() instanceof AccountRecord account) {
                accounts.put(account.participantId(), account);
                participants.add(account.participantId());
            }
        }
        for (Account account : changed.values()) {
            checkSign(transaction.get(0), account);
            account.owner().ifPresent(participants::add);
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
        accounts.forEach((participantId, account) -> allAccounts.put(participantId, account.toJson()));
        Map<String, Long> byName = new HashMap<>();
        balances.forEach((account, nano) -> byName.put(account.name(), nano));
        return JsonObject.builder()
                .put("sumNano", sumNano)
                .put("balances", Values.object(byName))
                .put("accounts", allAccounts.build())
                .build();
    }

    void resume(JsonObject snapshot) {
        sumNano = Values.number(snapshot, "sumNano");
        Values.numbers(snapshot, "balances").forEach((name, nano) -> balances.put(Account.named(name), nano));
        Values.members(snapshot, "accounts")
                .forEach((participantId, account) -> accounts.put(participantId, RecordType.ACCOUNT.read(account)));
    }

    /** Issuance, fund and the grid's accounts have no balance on the ledger, and may be of any sign and size. */
    private void post(WrittenRecord record, Map<String, Account> changed) {
        long sum = 0;
        for (Posting posting : record.postings()) {
            long amount = posting.amount().nano();
            try {
                sum = Math.addExact(sum, amount);
                if (posting.account().owner().isPresent()) {
                    balances.merge(posting.account(), amount, Math::addExact);
                    changed.put(posting.account().name(), posting.account());
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

    private void checkSign(WrittenRecord last, Account account) {
        long balance = balances.getOrDefault(account, 0L);
        boolean wrong = account.kind() == Kind.ARREARS ? balance > 0 : balance < 0;
        if (!wrong) {
            toldLowest.remove(account);
        } else if (Math.abs(balance) > toldLowest.getOrDefault(account, 0L)) {
            toldLowest.put(account, Math.abs(balance));
            findings.add(
                    last.finding(FindingCode.BALANCE_NEGATIVE, "%s stands at %d nano".formatted(account, balance)));
        }
    }

    private void checkAccount(WrittenRecord last, String participant) {
        AccountRecord account = accounts.get(participant);
        if (account == null) {
            findings.add(last.finding(FindingCode.BALANCE_MISMATCH, participant + " has postings and no account"));
            return;
        }
        compare(last, Account.wallet(participant), account.balances().wallet().nano());
        compare(last, Account.arrears(participant), account.balances().arrears().nano());
        compare(last, Account.bidBond(participant), locked(account, Lock::bidBond));
        compare(last, Account.escrow(participant), locked(account, Lock::escrow));
        compare(last, Account.bond(participant), locked(account, Lock::bond));
    }

    private static long locked(AccountRecord account, Function<Lock, Money> kind) {
        return account.locks().stream().map(kind).mapToLong(Money::nano).sum();
    }

    private void compare(WrittenRecord last, Account account, long recorded) {
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
