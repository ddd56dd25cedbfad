package org.gridbourse.market.transaction;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.money.Balances;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.money.Posting;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.AccountRecord.Lock;

/** Carries the postings of journals into the accounts of the participants. */
final class Accounts {
    private static final String NO_SESSION = "";
    private static final String WALLET = "wallet";
    private static final String ARREARS = "arrears";
    private static final String BID_BOND = "bidbond";
    private static final String ESCROW = "escrow";
    private static final String BOND = "bond";

    private final Transaction transaction;
    private final SortedMap<String, Long> totals = new TreeMap<>();

    Accounts(Transaction transaction) {
        this.transaction = transaction;
    }

    /** Applies postings that concern no session. */
    void apply(Journal journal) {
        apply(NO_SESSION, journal);
    }

    /** Applies the postings of a session: locks are kept by session. */
    void apply(String sessionId, Journal journal) {
        SortedMap<String, SortedMap<String, Money>> changes = new TreeMap<>(Utf8Order.BYTES);
        for (Posting posting : journal.postings()) {
            String name = posting.account().name();
            int colon = name.indexOf(':');
            boolean ofParticipant = colon > 0 && !name.startsWith("grid:");
            String kind = ofParticipant ? name.substring(0, colon) : name;
            totals.merge(kind, posting.amount().nano(), Accounts::sumNano);
            if (ofParticipant) {
                changes.computeIfAbsent(name.substring(colon + 1), participant -> new TreeMap<>())
                        .merge(kind, posting.amount(), Money::plus);
            }
        }
        for (Map.Entry<String, SortedMap<String, Money>> change : changes.entrySet()) {
            AccountRecord before = transaction.account(change.getKey());
            transaction.put(changed(before, sessionId, change.getValue()));
        }
    }

    /** The sums of all postings applied, by kind of account [nano], added to earlier ones. */
    SortedMap<String, Long> totals(SortedMap<String, Long> earlier) {
        SortedMap<String, Long> sums = new TreeMap<>(earlier);
        totals.forEach((kind, nano) -> sums.merge(kind, nano, Accounts::sumNano));
        return sums;
    }

    /** The sum of the money of several accounts; refused, as that of one account, beyond the range of long. */
    static long sumNano(long nano, long moreNano) {
        return new Money(nano).plus(new Money(moreNano)).nano();
    }

    private static AccountRecord changed(AccountRecord before, String sessionId, Map<String, Money> change) {
        Balances balances = new Balances(
                before.balances().wallet().plus(of(change, WALLET)),
                before.balances().arrears().plus(of(change, ARREARS)));
        if (sessionId.equals(NO_SESSION)) {
            return before.with(balances);
        }
        Lock lock = before.lock(sessionId);
        Lock changedLock = new Lock(
                sessionId,
                lock.bidBond().plus(of(change, BID_BOND)),
                lock.escrow().plus(of(change, ESCROW)),
                lock.bond().plus(of(change, BOND)),
                lock.hold());
        return before.with(balances).with(changedLock);
    }

    private static Money of(Map<String, Money> change, String kind) {
        return change.getOrDefault(kind, Money.ZERO);
    }
}
