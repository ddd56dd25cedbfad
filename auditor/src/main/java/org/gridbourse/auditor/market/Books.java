package org.gridbourse.auditor.market;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.auditor.findings.Notice;
import org.gridbourse.auditor.json.Values;
import org.gridbourse.market.json.JsonObject;

/**
 * The books kept a second time, from postings, fills and statements alone and without the market's rules: money is neither
 * made nor lost, nobody falls below zero, what is bought is sold.
 */
public final class Books implements RecordListener {
    private final MoneyBook money;
    private final EnergyBook energy;
    private final CreditBook credit;
    private final RegisterBook registers;
    private final TimeBook time = new TimeBook();
    private final List<WrittenRecord> transaction = new ArrayList<>();

    public Books(Findings findings) {
        this.money = new MoneyBook(findings);
        this.energy = new EnergyBook(findings);
        this.credit = new CreditBook(findings);
        this.registers = new RegisterBook(findings);
    }

    /** How many sessions were announced. */
    public long sessions() {
        return energy.sessions();
    }

    /** How many trades were cleared. */
    public long trades() {
        return energy.trades();
    }

    /** All postings of the ledger together: zero. */
    public long sumNano() {
        return money.sumNano();
    }

    /** Whether delivery hours of this ledger are no hours of the day. */
    public boolean isSimulated() {
        return time.isSimulated();
    }

    /** What breaks no rule and should be known. */
    public List<Notice> notices() {
        return time.notices();
    }

    /** All that is needed to go on after the last transaction. */
    public JsonObject snapshot() {
        return JsonObject.builder()
                .put("money", money.snapshot())
                .put("energy", energy.snapshot())
                .put("credit", credit.snapshot())
                .put("registers", registers.snapshot())
                .put("time", time.snapshot())
                .build();
    }

    /** Goes on from a snapshot. */
    public void resume(JsonObject snapshot) {
        money.resume(Values.object(snapshot, "money"));
        energy.resume(Values.object(snapshot, "energy"));
        credit.resume(Values.object(snapshot, "credit"));
        registers.resume(Values.object(snapshot, "registers"));
        time.resume(Values.object(snapshot, "time"));
    }

    @Override
    public void written(WrittenRecord record) {
        if (!transaction.isEmpty()
                && !transaction
                        .get(0)
                        .source()
                        .transactionId()
                        .equals(record.source().transactionId())) {
            endTransaction();
        }
        transaction.add(record);
    }

    /** To be called when no more records come. */
    @Override
    public void end() {
        endTransaction();
        money.end();
    }

    /** To be called when a transaction's records are all in; the next transaction's first record says so too. */
    public void endTransaction() {
        if (!transaction.isEmpty()) {
            money.enter(transaction);
            credit.enter(transaction, money);
            energy.enter(transaction);
            registers.enter(transaction);
            time.enter(transaction);
            transaction.clear();
        }
    }
}
