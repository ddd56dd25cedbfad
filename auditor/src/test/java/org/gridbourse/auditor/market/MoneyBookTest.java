package org.gridbourse.auditor.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.market.credit.CreditScore;
import org.gridbourse.market.money.Account;
import org.gridbourse.market.money.Balances;
import org.gridbourse.market.money.JournalWriter;
import org.gridbourse.market.money.JournalWriter.Transfer;
import org.gridbourse.market.money.Reason;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.CashRecord;
import org.gridbourse.market.record.CashRecord.Direction;
import org.gridbourse.market.record.StateRecord;
import org.gridbourse.market.rules.RuleSet;
import org.junit.jupiter.api.Test;

/** Balances are those of participants; what all of them have together may be more than one account could hold. */
class MoneyBookTest {
    private static final long MOST = Long.MAX_VALUE / 2;

    private final Findings findings = new Findings();
    private final MoneyBook book = new MoneyBook(findings);

    private static WrittenRecord written(StateRecord record) {
        WrittenRecord.Source source =
                new WrittenRecord.Source(7, 0, "tx-7", "deposit", "operator", List.of("GridMSP"), Instant.EPOCH);
        return WrittenRecord.of(source, record.key(), record.toJson());
    }

    /** A deposit as the ledger records it, and what the wallet is said to hold then. */
    private void deposit(String participant, long nano, long walletNano) {
        Balances balances = new Balances(new Money(walletNano), Money.ZERO);
        JournalWriter writer = new JournalWriter();
        writer.transfer(new Transfer(Account.ISSUANCE, Account.wallet(participant), new Money(nano), Reason.DEPOSIT));
        book.enter(List.of(
                written(AccountRecord.opened(participant, CreditScore.ofPoints(RuleSet.version1(), 600))
                        .with(balances)),
                written(new CashRecord(
                        Direction.DEPOSIT, participant, participant, new Money(nano), writer.journal()))));
    }

    @Test
    void three_deposits_that_together_leave_64_bits_are_no_finding() {
        deposit("a", MOST, MOST);
        deposit("b", MOST, MOST);
        deposit("c", MOST, MOST);

        assertThat(findings.listed()).isEmpty();
        assertThat(book.sumNano()).isZero();
    }

    @Test
    void a_wallet_that_holds_more_than_was_posted_to_it_is_found() {
        deposit("a", MOST, MOST);
        deposit("b", 5, 6);

        assertThat(findings.listed()).extracting("code").containsExactly(FindingCode.BALANCE_MISMATCH);
    }
}
