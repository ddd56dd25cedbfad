package org.gridbourse.cli.report;

import java.util.Locale;
import org.gridbourse.auditor.evidence.Markup;
import org.gridbourse.auditor.evidence.PageTable;
import org.gridbourse.cli.output.Figures;
import org.gridbourse.market.bill.Bill;
import org.gridbourse.market.bill.BillLine;
import org.gridbourse.market.bill.Explanation;
import org.gridbourse.market.bill.OtherAmount;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.StatementRecord;

/** One participant's bill of one session, line by line, each line in figures and in words. */
final class BillTable {
    private final SessionTimes times;
    private final Bill bill;
    private final String currency;

    BillTable(SessionTimes times, Bill bill, String currency) {
        this.times = times;
        this.bill = bill;
        this.currency = currency;
    }

    Markup draw() {
        PageTable table = new PageTable()
                .column("", "period")
                .column("left", "contract, kWh")
                .column("wide", "price")
                .column("wide", "delivered")
                .column("wide", "short")
                .column("wide", "from the grid")
                .column("wide", "to the grid")
                .column("", "net, " + currency)
                .column("wide", "grid alone")
                .column("", "saved")
                .column("left text wide", "why");
        bill.lines().forEach(line -> add(table, line));
        bill.otherAmounts().forEach(other -> add(table, other));
        table.sum(
                "sum",
                "",
                "",
                "",
                "",
                "",
                "",
                Figures.money(bill.total()),
                Figures.money(bill.gridOnly()),
                Figures.signedMoney(bill.saved()),
                "");
        return Markup.format(
                "<details><summary>Bill of %s: %s, saved %s</summary>%s</details>",
                bill.sessionId(),
                Figures.paidOrGot(bill.total(), currency),
                Figures.signedMoney(bill.saved()),
                table.draw());
    }

    private void add(PageTable table, BillLine line) {
        StatementRecord.Figures figures = line.statement().figures();
        table.row(
                times.label(line.statement().period()),
                figures.side()
                        .map(side -> side.name().toLowerCase(Locale.ROOT) + " " + Figures.kwh(figures.contracted()))
                        .orElse(""),
                line.price().map(Figures::price).orElse(""),
                energy(figures.delivered()),
                energy(figures.missed()),
                energy(figures.soldByGrid()),
                energy(figures.boughtByGrid()),
                Figures.money(line.net()),
                Figures.money(line.gridOnly()),
                Figures.signedMoney(line.saved()),
                Explanation.of(line));
    }

    private void add(PageTable table, OtherAmount other) {
        table.row(
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                Figures.money(other.amount()),
                "",
                Figures.signedMoney(other.amount()),
                Explanation.of(other, bill.participantId()));
    }

    private static String energy(Energy energy) {
        return energy.isZero() ? "" : Figures.kwh(energy);
    }
}
