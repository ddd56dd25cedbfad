package org.gridbourse.market.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.money.Account;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.money.JournalWriter;
import org.gridbourse.market.money.JournalWriter.Transfer;
import org.gridbourse.market.money.Purse;
import org.gridbourse.market.money.Reason;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.prepayment.BidBond;
import org.gridbourse.market.prepayment.BidBond.PeriodQuantity;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.CommitRecord;
import org.gridbourse.market.record.CommitRecord.Sealed;
import org.gridbourse.market.record.CommitRecord.Terms;
import org.gridbourse.market.record.ExchangeLimits;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.OrdersRecord;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StateRecord;
import org.gridbourse.market.request.CommitOrders;
import org.gridbourse.market.request.RevealOrders;
import org.gridbourse.market.request.WithdrawOrders;
import org.gridbourse.market.rules.ClassTerms;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.market.state.Access;
import org.gridbourse.market.state.StateView;

/** Sealed orders: commit, withdraw, reveal. */
public final class Quotation {
    private Quotation() {}

    public static List<Action<?>> actions() {
        return List.of(
                new Action<>(CommitOrders.FUNCTION, "OrdersCommitted", CommitOrders::read, Quotation::commit),
                new Action<>(WithdrawOrders.FUNCTION, "OrdersWithdrawn", WithdrawOrders::read, Quotation::withdraw),
                new Action<>(RevealOrders.FUNCTION, "OrdersRevealed", RevealOrders::read, Quotation::reveal));
    }

    private static JsonObject.Builder commit(Transaction transaction, CommitOrders request) {
        ParticipantRecord participant = Access.requireSelf(transaction, request.participantId());
        SessionRecord session = transaction.session(request.sessionId());
        List<CommitRecord> revisions = revisions(transaction, request.sessionId(), request.participantId());
        Optional<CommitRecord> existing = revision(revisions, request.revision());
        if (existing.isPresent()) {
            requireSame(existing.get(), Optional.of(request.sealed()));
            return answer(existing.get(), existing.get().bidBond());
        }
        Participants.requireActive(participant);
        Sessions.requirePhase(transaction, request.sessionId(), Phase.QUOTATION);
        requireNext(revisions, request.revision());
        AccountRecord account = transaction.account(request.participantId());
        RuleSet rules = RuleVersions.of(transaction, session);
        ClassTerms terms = rules.termsAt(account.creditScore());
        requireMayOrder(account, terms);
        Terms told = terms(participant, terms);
        Money bond = BidBond.atCommit(terms.rate(), request.sealed().declared());
        Journal journal = moveBidBond(account, session.sessionId(), bond);
        CommitRecord record = new CommitRecord(
                request.sessionId(),
                request.participantId(),
                request.revision(),
                Optional.of(request.sealed()),
                told,
                bond,
                journal);
        transaction.put(record);
        transaction.put(account.with(account.lock(session.sessionId())));
        new Accounts(transaction).apply(session, journal);
        return answer(record, bond);
    }

    private static Terms terms(ParticipantRecord participant, ClassTerms terms) {
        ExchangeLimits limits = participant.limitsNow();
        return new Terms(terms.rate(), limits, terms.volumeLimit(limits.larger()));
    }

    private static void requireMayOrder(AccountRecord account, ClassTerms terms) {
        Require.that(
                !account.hasArrears(),
                Refusal.HAS_ARREARS,
                "arrears are %s",
                account.balances().arrears());
        Require.that(
                !terms.isSuspended(),
                Refusal.SUSPENDED,
                "participant %s is suspended, its score is %s",
                account.participantId(),
                account.creditScore());
    }

    private static JsonObject.Builder withdraw(Transaction transaction, WithdrawOrders request) {
        Access.requireSelf(transaction, request.participantId());
        SessionRecord session = transaction.session(request.sessionId());
        List<CommitRecord> revisions = revisions(transaction, request.sessionId(), request.participantId());
        Optional<CommitRecord> existing = revision(revisions, request.revision());
        if (existing.isPresent()) {
            requireSame(existing.get(), Optional.empty());
            return Action.answer(existing.get());
        }
        Sessions.requirePhase(transaction, request.sessionId(), Phase.QUOTATION);
        CommitRecord inForce = inForce(revisions, request.participantId());
        requireNext(revisions, request.revision());
        AccountRecord account = transaction.account(request.participantId());
        Journal journal = moveBidBond(account, request.sessionId(), Money.ZERO);
        CommitRecord record = new CommitRecord(
                request.sessionId(),
                request.participantId(),
                request.revision(),
                Optional.empty(),
                inForce.terms(),
                Money.ZERO,
                journal);
        transaction.put(record);
        new Accounts(transaction).apply(session, journal);
        return Action.answer(record);
    }

    private static JsonObject.Builder reveal(Transaction transaction, RevealOrders request) {
        Access.requireMayRead(transaction);
        transaction.participant(request.participantId());
        SessionRecord session = transaction.session(request.sessionId());
        Optional<OrdersRecord> existing = transaction.find(
                Keys.orders(request.sessionId(), request.participantId(), request.revision()), RecordType.ORDERS);
        if (existing.isPresent()) {
            new Repeat()
                    .compare("salt", existing.get().salt(), request.salt())
                    .compare("schedule", existing.get().schedule(), request.schedule())
                    .requireSame("revision %s is revealed", request.revision());
            return answer(existing.get());
        }
        Sessions.requirePhase(transaction, request.sessionId(), Phase.REVEAL);
        CommitRecord commit =
                inForce(revisions(transaction, request.sessionId(), request.participantId()), request.participantId());
        Require.that(
                request.revision() == commit.revision(),
                Refusal.REVISION_OUT_OF_ORDER,
                "revision %s is in force, not %s",
                commit.revision(),
                request.revision());
        requireOpens(transaction.invocation().channel(), request, commit);
        OrdersRecord record = revealed(transaction, session, request, commit);
        transaction.put(record);
        new Accounts(transaction).apply(session, record.journal());
        return answer(record);
    }

    /** What stands on the ledger of orders that fit their seal, whether or not they keep to what was declared. */
    private static OrdersRecord revealed(
            Transaction transaction, SessionRecord session, RevealOrders request, CommitRecord commit) {
        Optional<Refusal> fault = OrderLimits.fault(transaction, session, commit, request.schedule());
        AccountRecord account = transaction.account(request.participantId());
        Money bond = fault.isPresent()
                ? commit.bidBond()
                : BidBond.afterReveal(commit.rate(), atStake(request.schedule(), request.participantId(), session));
        return new OrdersRecord(
                request.sessionId(),
                request.participantId(),
                request.revision(),
                request.salt(),
                request.schedule(),
                commit.rate(),
                bond,
                fault,
                moveBidBond(account, request.sessionId(), bond));
    }

    private static JsonObject.Builder answer(OrdersRecord record) {
        JsonObject.Builder answer = answer(record, record.bidBond()).put("valid", record.isValid());
        record.fault().ifPresent(refusal -> answer.put("fault", refusal.name()));
        return answer;
    }

    /** A commitment opens only for its owner, session, revision and channel, as these are in the hash. */
    private static void requireOpens(String channel, RevealOrders request, CommitRecord commit) {
        String hash = CanonicalBytes.ordersHash(
                new CanonicalBytes.Binding(channel, request.sessionId(), request.participantId(), request.revision()),
                request.salt(),
                request.schedule());
        Require.that(
                commit.sealed().orElseThrow().hash().equals(hash),
                Refusal.COMMITMENT_HASH_MISMATCH,
                "salt and schedule hash to %s, committed is %s",
                hash,
                commit.sealed().orElseThrow().hash());
    }

    /** What an opened schedule puts at stake: sum of quantity x S, of a storage order what it says itself. */
    static Money atStake(OrderSchedule schedule, String participantId, SessionRecord session) {
        return schedule.storage()
                .map(storage -> storage.declared(participantId, session.tariffs()))
                .orElseGet(() -> BidBond.atRisk(quantities(schedule, session)));
    }

    private static List<PeriodQuantity> quantities(OrderSchedule schedule, SessionRecord session) {
        List<PeriodQuantity> quantities = new ArrayList<>();
        for (PeriodOrder order : schedule.orders()) {
            quantities.add(
                    new PeriodQuantity(order.quantity(), session.tariffs().get(order.period())));
        }
        return quantities;
    }

    /** All revisions of a participant in a session, rising. */
    public static List<CommitRecord> revisions(StateView view, String sessionId, String participantId) {
        return view.list(Keys.inSession("commit", sessionId, participantId), RecordType.COMMIT);
    }

    /** The last revision of a participant in a session, empty where it has none. */
    static Optional<CommitRecord> lastCommit(StateView view, String sessionId, String participantId) {
        return view.last(Keys.inSession("commit", sessionId, participantId), RecordType.COMMIT);
    }

    /** The last revision, if it is no withdrawal. */
    public static CommitRecord inForce(List<CommitRecord> revisions, String participantId) {
        Optional<CommitRecord> last =
                revisions.isEmpty() ? Optional.empty() : Optional.of(revisions.get(revisions.size() - 1));
        return last.filter(commit -> commit.sealed().isPresent())
                .orElseThrow(() -> Require.refused(
                        Refusal.COMMITMENT_UNKNOWN, "participant %s has no commitment in force", participantId));
    }

    private static Optional<CommitRecord> revision(List<CommitRecord> revisions, int revision) {
        return revisions.stream()
                .filter(commit -> commit.revision() == revision)
                .findFirst();
    }

    private static void requireSame(CommitRecord existing, Optional<Sealed> sealed) {
        Require.that(
                existing.sealed().equals(sealed),
                Refusal.CONFLICTING_DUPLICATE,
                "revision %s is another",
                existing.revision());
    }

    private static void requireNext(List<CommitRecord> revisions, int revision) {
        int next = revisions.isEmpty() ? 1 : revisions.get(revisions.size() - 1).revision() + 1;
        Require.that(revision == next, Refusal.REVISION_OUT_OF_ORDER, "the next revision is %s", next);
    }

    /** Locks what is missing of a bid bond, or returns what is too much. */
    static Journal moveBidBond(AccountRecord account, String sessionId, Money wanted) {
        Account wallet = Account.wallet(account.participantId());
        Account bidBond = Account.bidBond(account.participantId());
        Money more = wanted.minus(account.lock(sessionId).bidBond());
        JournalWriter writer = new JournalWriter();
        if (more.isPositive()) {
            Require.that(
                    account.free().compareTo(more) >= 0,
                    Refusal.INSUFFICIENT_FUNDS,
                    "the bid bond needs %s more, of the wallet %s are free",
                    more,
                    account.free());
            writer.transfer(new Transfer(wallet, bidBond, more, Reason.BID_BOND_LOCKED));
        } else {
            Purse purse = new Purse(account.participantId(), account.balances(), writer);
            purse.receive(bidBond, more.negated(), Reason.BID_BOND_RETURNED, Optional.empty());
        }
        return writer.journal();
    }

    private static JsonObject.Builder answer(StateRecord record, Money bidBond) {
        return Action.answer(record).put("bidBondNano", bidBond.nano());
    }
}
