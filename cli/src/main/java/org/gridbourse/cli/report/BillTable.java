package org.gridbourse.cli.report;

import java.util.Locale;
import org.gridbourse.market.bill.Bill;
import org.gridbourse.market.bill.BillLine;
import org.gridbourse.market.bill.Explanation;
import org.gridbourse.market.bill.OtherAmount;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.StatementRecord;

/** One participant's bill of one session, line by line. */
final class BillTable {
    private final SessionTimes times;
    private final Bill bill;
    private final String participantId;
    private final String currency;

    BillTable(SessionTimes times, Bill bill, String currency) {
        this.times = times;
        this.bill = bill;
        this.participantId = bill.participantId();
        this.currency = currency;
    }

    String draw() {
        StringBuilder out = new StringBuilder();
        out.append("<details><summary>Bill of %s: %s %s, saved %s</summary><div class=\"scroll\"><table><thead><tr>"
                .formatted(
                        Html.escape(bill.sessionId()),
                        Figures.money(bill.total()),
                        Html.escape(currency),
                        Figures.signedMoney(bill.saved())));
        out.append(
                        "<th>period</th><th class=\"left\">contract</th><th>kWh</th><th>at</th><th>delivered</th><th>short</th><th>from the grid</th>")
                .append(
                        "<th>at</th><th>to the grid</th><th>at</th><th>amount</th><th>grid alone</th><th>saved</th></tr></thead><tbody>");
        bill.lines().forEach(line -> out.append(line(line)));
        bill.otherAmounts().forEach(other -> out.append(otherLine(other)));
        return out.append(
                        "</tbody><tfoot><tr><th colspan=\"10\">sum</th><td>%s</td><td>%s</td><td>%s</td></tr></tfoot></table></div></details>"
                                .formatted(
                                        Figures.money(bill.total()),
                                        Figures.money(bill.gridOnly()),
                                        Figures.signedMoney(bill.saved())))
                .toString();
    }

    private String line(BillLine line) {
        StatementRecord.Figures figures = line.statement().figures();
        return ("<tr><td>%s</td><td class=\"left\">%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td>"
                        + "<td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>")
                .formatted(
                        times.label(line.statement().period()),
                        figures.side()
                                .map(side -> side.name().toLowerCase(Locale.ROOT))
                                .orElse(""),
                        energy(figures.contracted()),
                        line.price().map(Figures::price).orElse(""),
                        energy(figures.delivered()),
                        energy(figures.missed()),
                        energy(figures.soldByGrid()),
                        figures.soldByGrid().isZero()
                                ? ""
                                : Figures.price(line.tariff().retail()),
                        energy(figures.boughtByGrid()),
                        figures.boughtByGrid().isZero()
                                ? ""
                                : Figures.price(line.tariff().feedIn()),
                        Figures.money(line.net()),
                        Figures.money(line.gridOnly()),
                        Figures.signedMoney(line.saved()));
    }

    private String otherLine(OtherAmount other) {
        return "<tr><td colspan=\"10\">%s</td><td>%s</td><td></td><td>%s</td></tr>"
                .formatted(
                        Html.escape(Explanation.of(other, participantId)),
                        Figures.money(other.amount()),
                        Figures.signedMoney(other.amount()));
    }

    private static String energy(Energy energy) {
        return energy.isZero() ? "" : Figures.kwh(energy);
    }
}
