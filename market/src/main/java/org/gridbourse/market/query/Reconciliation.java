package org.gridbourse.market.query;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonException;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.money.Account.Kind;
import org.gridbourse.market.money.Posting;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.JournalRecord;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.state.StateView;

/**
 * Whether money and energy are conserved: all postings and all accounts are added up, then the registers of each meter are
 * compared with its statements, page by page. The bookmark carries the sums so far, so that the last page has the answer:
 * what was posted is what accounts hold, all of it adds up to zero, and what each register advanced is in exactly one
 * statement or open.
 *
 * <p>Sums under way are wider than amounts: all deposits of all years come before the first withdrawal, and only what is
 * left in the end has to be in the range of 64 bits.
 */
final class Reconciliation {
    /** Types of records with postings. */
    private static final List<RecordType<? extends JournalRecord>> JOURNALS = List.of(
            RecordType.COMMIT,
            RecordType.COMPENSATION,
            RecordType.DEFAULT,
            RecordType.DEPOSIT,
            RecordType.ORDERS,
            RecordType.PAYOUT,
            RecordType.POSITION,
            RecordType.PREPAYMENT,
            RecordType.RELEASE,
            RecordType.STATEMENT,
            RecordType.WITHDRAWAL);

    private static final int ACCOUNTS = JOURNALS.size();
    private static final int METERS = ACCOUNTS + 1;

    private final SortedMap<String, BigInteger> posted = new TreeMap<>();
    private final SortedMap<String, BigInteger> held = new TreeMap<>();
    private final List<MeterEnergy> meters = new ArrayList<>();
    private boolean energyBalanced = true;
    private Optional<MeterBalance> meter = Optional.empty();
    private int type;
    private String key = "";

    static Reconciliation from(String bookmark) {
        Reconciliation sums = new Reconciliation();
        if (!bookmark.isEmpty()) {
            try {
                Fields.read(bookmark, sums::read);
            } catch (JsonException | IllegalArgumentException notOurs) {
                throw Require.refused(Refusal.REQUEST_INVALID, "the bookmark is of another list");
            }
        }
        return sums;
    }

    private Reconciliation read(Fields fields) {
        type = fields.integer("type", 0, METERS);
        key = fields.text("key");
        energyBalanced = fields.flag("energyBalanced");
        meter = fields.optionalObject("meter", MeterBalance::read);
        fields.object("posted", sums -> readSums(sums, posted));
        fields.object("held", sums -> readSums(sums, held));
        return this;
    }

    private static SortedMap<String, BigInteger> readSums(Fields fields, SortedMap<String, BigInteger> sums) {
        fields.keys().forEach(name -> sums.put(name, new BigInteger(fields.text(name))));
        return sums;
    }

    boolean isDone() {
        return type > METERS;
    }

    /** Adds about {@code most} records of one type; answers how many more may follow. */
    int addFrom(StateView view, int most) {
        return type == METERS ? addMeters(view, most) : addRecords(view, most);
    }

    /** A session of a meter is not divided: a page may read a few records more. */
    private int addMeters(StateView view, int most) {
        String prefix = RecordType.METER.keyPrefix();
        Iterator<StateEntry> entries = view.entries(prefix, key.startsWith(prefix) ? key : prefix);
        int left = most;
        while (entries.hasNext()) {
            StateEntry entry = entries.next();
            key = entry.key();
            MeterRecord record = RecordType.METER.read(entry.value());
            MeterBalance balance = meter.filter(started -> started.meterId().equals(record.meterId()))
                    .orElseGet(() -> MeterBalance.of(record));
            while (!balance.isDone() && left > 0) {
                left -= balance.goBack(view, record);
            }
            if (left <= 0) {
                meter = Optional.of(balance);
                return 0;
            }
            left--;
            meters.add(balance.answer(record));
            energyBalanced &= balance.isBalanced(record);
        }
        type++;
        key = "";
        meter = Optional.empty();
        return left;
    }

    private int addRecords(StateView view, int most) {
        boolean accounts = type == ACCOUNTS;
        String prefix = (accounts ? RecordType.ACCOUNT : JOURNALS.get(type)).keyPrefix();
        Iterator<StateEntry> entries = view.entries(prefix, key.startsWith(prefix) ? key : prefix);
        int left = most;
        while (entries.hasNext()) {
            StateEntry entry = entries.next();
            if (left == 0) {
                key = entry.key();
                return 0;
            }
            left--;
            add(entry, accounts);
        }
        type++;
        key = "";
        return left;
    }

    private void add(StateEntry entry, boolean account) {
        if (account) {
            add(RecordType.ACCOUNT.read(entry.value()));
            return;
        }
        for (Posting posting : JOURNALS.get(type).read(entry.value()).journal().postings()) {
            add(posted, posting.account().kind(), posting.amount());
        }
    }

    private void add(AccountRecord account) {
        add(held, Kind.WALLET, account.balances().wallet());
        add(held, Kind.ARREARS, account.balances().arrears());
        account.locks().forEach(lock -> {
            add(held, Kind.BID_BOND, lock.bidBond());
            add(held, Kind.ESCROW, lock.escrow());
            add(held, Kind.BOND, lock.bond());
        });
    }

    private static void add(SortedMap<String, BigInteger> sums, Kind kind, Money amount) {
        sums.merge(kind.word(), BigInteger.valueOf(amount.nano()), BigInteger::add);
    }

    ReconciliationAnswer answer() {
        return new ReconciliationAnswer(
                isDone() ? "" : bookmark(),
                amounts(posted),
                amounts(held),
                amount(sum()),
                meters,
                isDone()
                        ? Optional.of(new ReconciliationAnswer.Verdict(agrees() && sum().signum() == 0, energyBalanced))
                        : Optional.empty());
    }

    private boolean agrees() {
        return Arrays.stream(Kind.values())
                .filter(Kind::isOfParticipants)
                .map(Kind::word)
                .allMatch(kind ->
                        posted.getOrDefault(kind, BigInteger.ZERO).equals(held.getOrDefault(kind, BigInteger.ZERO)));
    }

    private BigInteger sum() {
        return posted.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** What is only under way may be beyond the range, and is then left out; what is final is refused there. */
    private SortedMap<String, Money> amounts(SortedMap<String, BigInteger> sums) {
        SortedMap<String, Money> amounts = new TreeMap<>();
        sums.forEach((kind, nano) -> {
            if (isDone() || isInRange(nano)) {
                amounts.put(kind, amount(nano));
            }
        });
        return amounts;
    }

    private static boolean isInRange(BigInteger nano) {
        return nano.bitLength() < Long.SIZE;
    }

    private static Money amount(BigInteger nano) {
        Require.that(
                isInRange(nano),
                Refusal.AMOUNT_OUT_OF_RANGE,
                "%s nano of all accounts together are beyond the range of 64 bits",
                nano);
        return new Money(nano.longValueExact());
    }

    private String bookmark() {
        JsonObject.Builder builder = JsonObject.builder()
                .put("type", type)
                .put("key", key)
                .put("posted", sums(posted))
                .put("held", sums(held))
                .put("energyBalanced", energyBalanced);
        meter.ifPresent(started -> builder.put("meter", started.bookmark()));
        return Json.write(builder.build());
    }

    private static JsonObject sums(SortedMap<String, BigInteger> sums) {
        JsonObject.Builder builder = JsonObject.builder();
        sums.forEach((kind, nano) -> builder.put(kind, nano.toString()));
        return builder.build();
    }
}
