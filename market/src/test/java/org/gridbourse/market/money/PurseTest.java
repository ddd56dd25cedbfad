package org.gridbourse.market.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.money.JournalWriter.Transfer;
import org.gridbourse.market.quantity.Money;
import org.junit.jupiter.api.Test;

class PurseTest {
    private final JournalWriter writer = new JournalWriter();

    @Test
    void income_goes_to_the_wallet() {
        Purse purse = purse(10, 0);

        purse.receive(Account.escrow("b"), new Money(5), Reason.DELIVERED, Optional.of("t-1"));

        assertThat(purse.balances()).isEqualTo(balances(15, 0));
        assertThat(lines()).containsExactly("escrow:b -5 DELIVERED t-1", "wallet:x 5 DELIVERED t-1");
    }

    @Test
    void income_repays_arrears_before_it_reaches_the_wallet() {
        // given 7 owed
        Purse purse = purse(0, -7);

        purse.receive(Account.ISSUANCE, new Money(10), Reason.DEPOSIT, Optional.empty());

        assertThat(purse.balances()).isEqualTo(balances(3, 0));
        assertThat(lines())
                .containsExactly(
                        "issuance -10 DEPOSIT",
                        "wallet:x 10 DEPOSIT",
                        "wallet:x -7 ARREARS_REPAID",
                        "arrears:x 7 ARREARS_REPAID",
                        "grid:receivable -7 ARREARS_REPAID",
                        "grid:cash 7 ARREARS_REPAID");
    }

    @Test
    void income_below_the_arrears_leaves_the_wallet_empty() {
        Purse purse = purse(0, -7);

        purse.receive(Account.GRID_CASH, new Money(4), Reason.GRID_PURCHASE, Optional.empty());

        assertThat(purse.balances()).isEqualTo(balances(0, -3));
    }

    @Test
    void what_the_wallet_has_is_paid_and_the_rest_becomes_arrears() {
        Purse purse = purse(10, 0);

        purse.payGrid(new Money(12), Reason.GRID_SALE, Optional.empty());

        assertThat(purse.balances()).isEqualTo(balances(0, -2));
        assertThat(lines())
                .containsExactly(
                        "wallet:x -10 GRID_SALE",
                        "grid:cash 10 GRID_SALE",
                        "arrears:x -2 GRID_SALE",
                        "grid:receivable 2 GRID_SALE");
    }

    @Test
    void a_payment_within_the_wallet_leaves_the_arrears_alone() {
        Purse purse = purse(10, 0);

        purse.payGrid(new Money(10), Reason.SHORTFALL, Optional.of("t-1"));

        assertThat(purse.balances()).isEqualTo(balances(0, 0));
        assertThat(lines()).containsExactly("wallet:x -10 SHORTFALL t-1", "grid:cash 10 SHORTFALL t-1");
    }

    @Test
    void nothing_is_posted_for_nothing() {
        Purse purse = purse(10, 0);

        purse.receive(Account.GRID_CASH, Money.ZERO, Reason.NOT_TAKEN, Optional.empty());
        purse.payGrid(Money.ZERO, Reason.GRID_SALE, Optional.empty());

        assertThat(writer.journal()).isEqualTo(Journal.EMPTY);
    }

    @Test
    void a_journal_balances_or_does_not_exist() {
        Posting alone = new Posting(Account.FUND, new Money(1), Reason.BID_BOND_FORFEITED, Optional.empty());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Journal(List.of(alone)))
                .withMessageContaining("not to 1 nano");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Posting(Account.FUND, Money.ZERO, Reason.DEPOSIT, Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Transfer(Account.FUND, Account.ISSUANCE, new Money(-1), Reason.DEPOSIT));
    }

    @Test
    void a_journal_says_by_how_much_it_changes_an_account() {
        writer.transfer(new Transfer(Account.wallet("x"), Account.escrow("x"), new Money(5), Reason.ESCROW_LOCKED));
        writer.transfer(new Transfer(Account.wallet("x"), Account.bond("x"), new Money(3), Reason.BOND_LOCKED));

        assertThat(writer.journal().changeOf(Account.wallet("x"))).isEqualTo(new Money(-8));
        assertThat(writer.journal().changeOf(Account.bond("x"))).isEqualTo(new Money(3));
        assertThat(writer.journal().changeOf(Account.FUND)).isEqualTo(Money.ZERO);
    }

    @Test
    void a_wallet_is_not_negative_and_arrears_are_not_positive() {
        assertThatIllegalArgumentException().isThrownBy(() -> balances(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> balances(0, 1));
    }

    @Test
    void accounts_are_named_as_in_the_rulebook() {
        assertThat(List.of(
                        Account.wallet("x"),
                        Account.bidBond("x"),
                        Account.escrow("x"),
                        Account.bond("x"),
                        Account.arrears("x"),
                        Account.GRID_CASH,
                        Account.GRID_RECEIVABLE,
                        Account.FUND,
                        Account.ISSUANCE))
                .extracting(Account::toString)
                .containsExactly(
                        "wallet:x",
                        "bidbond:x",
                        "escrow:x",
                        "bond:x",
                        "arrears:x",
                        "grid:cash",
                        "grid:receivable",
                        "fund",
                        "issuance");
    }

    @Test
    void only_returned_locks_are_a_participants_own_money() {
        assertThat(Reason.values())
                .filteredOn(Reason::returnsOwnMoney)
                .containsExactly(Reason.BID_BOND_RETURNED, Reason.ESCROW_RETURNED, Reason.BOND_RETURNED);
    }

    private Purse purse(long walletNano, long arrearsNano) {
        return new Purse("x", balances(walletNano, arrearsNano), writer);
    }

    private static Balances balances(long walletNano, long arrearsNano) {
        return new Balances(new Money(walletNano), new Money(arrearsNano));
    }

    private List<String> lines() {
        return writer.journal().postings().stream()
                .map(posting -> "%s %d %s%s"
                        .formatted(
                                posting.account(),
                                posting.amount().nano(),
                                posting.reason(),
                                posting.tradeId().map(" "::concat).orElse("")))
                .toList();
    }
}
