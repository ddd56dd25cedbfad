package org.gridbourse.market.bill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.gridbourse.market.credit.CreditCause;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.delivery.PeriodEnergy;
import org.gridbourse.market.money.Account;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.money.JournalWriter;
import org.gridbourse.market.money.JournalWriter.Transfer;
import org.gridbourse.market.money.Reason;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.DefaultRecord;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.settlement.Contract;
import org.gridbourse.market.settlement.Statement;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;
import org.junit.jupiter.api.Test;

class BillTest {
    private static final Tariff TARIFF = new Tariff(new UnitPrice(800_000), new UnitPrice(300_000), new UnitPrice(0));
    private static final SessionRecord SESSION = new SessionRecord(
            "s",
            "CNY",
            1,
            60,
            List.of(Instant.EPOCH),
            List.of(TARIFF),
            new TreeMap<>(),
            new SessionRecord.Announcement(Instant.EPOCH, true),
            Optional.empty());
    private static final UnitPrice PRICE = new UnitPrice(500_000);

    @Test
    void a_line_counts_in_its_last_revision_and_is_compared_with_the_grid_alone() {
        Bill bill = Bill.of(SESSION, "buyer", List.of(statement(2, 1_000), statement(1, 900)), fills(), List.of());

        // 1 000 Wh at 0.50; with the grid alone at 0.80
        assertThat(bill.lines()).hasSize(1);
        assertThat(bill.lines().get(0).price()).contains(PRICE);
        assertThat(bill.settled()).isEqualTo(new Money(-500_000_000));
        assertThat(bill.gridOnly()).isEqualTo(new Money(-800_000_000));
        assertThat(bill.saved()).isEqualTo(new Money(300_000_000));
        assertThat(bill.missed()).isEqualTo(Energy.ZERO);
    }

    @Test
    void what_a_default_moved_is_told_by_reason_and_locks_that_return_cancel_out() {
        DefaultRecord broken = broken();

        Bill mine = Bill.of(SESSION, "poor", List.of(), List.of(), List.of(broken));
        Bill partners = Bill.of(SESSION, "buyer", List.of(), List.of(), List.of(broken));

        assertThat(mine.otherAmounts())
                .containsExactly(
                        new OtherAmount("poor", Reason.BID_BOND_FORFEITED, new Money(-30)),
                        new OtherAmount("poor", Reason.DEFAULT_COMPENSATION, new Money(-70)));
        assertThat(mine.total()).isEqualTo(new Money(-100));
        assertThat(mine.other(Reason.BID_BOND_FORFEITED)).isEqualTo(new Money(-30));
        assertThat(partners.otherAmounts())
                .containsExactly(new OtherAmount("poor", Reason.DEFAULT_COMPENSATION, new Money(70)));
        assertThat(partners.saved()).isEqualTo(new Money(70));
    }

    @Test
    void a_line_whose_trades_are_all_void_has_no_price() {
        StatementRecord nothing = record(
                1, Statement.withGridAlone(new Contract("buyer", List.of()), PeriodEnergy.of(imported(1_000)), TARIFF));

        Bill bill = Bill.of(SESSION, "buyer", List.of(nothing), fills(), List.of());

        assertThat(bill.lines().get(0).price()).isEmpty();
        assertThat(bill.saved()).isEqualTo(Money.ZERO);
    }

    private static StatementRecord statement(int revision, long importWh) {
        Contract contract =
                new Contract("buyer", List.of(new Trade("s-000-00001", "buyer", "seller", new Energy(1_000), PRICE)));
        return record(revision, Statement.withGridAlone(contract, PeriodEnergy.of(imported(importWh)), TARIFF));
    }

    private static StatementRecord record(int revision, Statement statement) {
        return new StatementRecord(
                "s",
                "buyer",
                0,
                revision,
                Quality.MEASURED,
                List.of(),
                new StatementRecord.Settled(statement.energy(), Energy.ZERO, statement.pooled()),
                StatementRecord.Figures.of(statement),
                Money.ZERO,
                Journal.EMPTY);
    }

    private static MeteredEnergy imported(long wh) {
        return new MeteredEnergy(new Energy(wh), Energy.ZERO);
    }

    private static List<FillRecord> fills() {
        return List.of(
                new FillRecord("s", "buyer", 0, Side.BUY, new Energy(1_000), new Energy(1_000), PRICE, List.of()));
    }

    private static DefaultRecord broken() {
        JournalWriter writer = new JournalWriter();
        writer.transfer(
                new Transfer(Account.escrow("buyer"), Account.wallet("buyer"), new Money(500), Reason.ESCROW_RETURNED));
        writer.transfer(new Transfer(
                Account.bidBond("poor"), Account.wallet("buyer"), new Money(70), Reason.DEFAULT_COMPENSATION));
        writer.transfer(new Transfer(Account.bidBond("poor"), Account.FUND, new Money(30), Reason.BID_BOND_FORFEITED));
        return new DefaultRecord(
                "s", "poor", 1, CreditCause.PREPAYMENT_DEFAULT, new Money(100), List.of(), writer.journal());
    }
}
