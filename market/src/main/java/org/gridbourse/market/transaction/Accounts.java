package org.gridbourse.market.transaction;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.money.Account;
import org.gridbourse.market.money.Account.Kind;
import org.gridbourse.market.money.Balances;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.money.Posting;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.AccountRecord.Lock;
import org.gridbourse.market.record.FundRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.state.StateView;

/** Carries the postings of journals into the accounts of the participants. */
final class Accounts {
    private static final String NO_SESSION = "";

    private final Transaction transaction;
    private final SortedMap<String, Long> totals = new TreeMap<>();

    Accounts(Transaction transaction) {
        this.transaction = transaction;
    }

    /** Applies postings that concern no session. */
    void apply(Journal journal) {
        apply(NO_SESSION, NO_SESSION, journal);
    }

    /**
     * Applies the postings of a session: bid bonds are locked in it, escrow and performance bonds in the session in which
     * its trades are settled.
     */
    void apply(SessionRecord session, Journal journal) {
        apply(session.sessionId(), session.baseSessionId(), journal);
    }

    private void apply(String bidSessionId, String pledgeSessionId, Journal journal) {
        SortedMap<String, Map<Kind, Money>> changes = new TreeMap<>(Utf8Order.BYTES);
        for (Posting posting : journal.postings()) {
            Account account = posting.account();
            if (account.equals(Account.FUND)) {
                transaction.put(new FundRecord(fund(transaction).plus(posting.amount())));
            }
            totals.merge(account.kind().word(), posting.amount().nano(), Accounts::sumNano);
            account.owner().ifPresent(owner -> changes.computeIfAbsent(owner, participant -> new EnumMap<>(Kind.class))
                    .merge(account.kind(), posting.amount(), Money::plus));
        }
        for (Map.Entry<String, Map<Kind, Money>> change : changes.entrySet()) {
            AccountRecord before = transaction.account(change.getKey());
            transaction.put(changed(before, bidSessionId, pledgeSessionId, change.getValue()));
        }
    }

    /** What is in the fund. */
    static Money fund(StateView view) {
        return view.find(Keys.fund(), RecordType.FUND).map(FundRecord::balance).orElse(Money.ZERO);
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

    private static AccountRecord changed(
            AccountRecord before, String bidSessionId, String pledgeSessionId, Map<Kind, Money> change) {
        Balances balances = new Balances(
                before.balances().wallet().plus(of(change, Kind.WALLET)),
                before.balances().arrears().plus(of(change, Kind.ARREARS)));
        AccountRecord after = before.with(balances);
        if (bidSessionId.equals(NO_SESSION)) {
            return after;
        }
        Lock bid = after.lock(bidSessionId);
        after = after.with(new Lock(
                bidSessionId, bid.bidBond().plus(of(change, Kind.BID_BOND)), bid.escrow(), bid.bond(), bid.hold()));
        Lock pledge = after.lock(pledgeSessionId);
        return after.with(new Lock(
                pledgeSessionId,
                pledge.bidBond(),
                pledge.escrow().plus(of(change, Kind.ESCROW)),
                pledge.bond().plus(of(change, Kind.BOND)),
                pledge.hold()));
    }

    private static Money of(Map<Kind, Money> change, Kind kind) {
        return change.getOrDefault(kind, Money.ZERO);
    }
}
