package org.gridbourse.cli.report;

import java.util.Locale;
import org.gridbourse.cli.bill.BillPeriod;
import org.gridbourse.cli.bill.OtherAmount;
import org.gridbourse.cli.bill.SessionBill;

/** One participant's bill of one session, line by line. */
final class BillTable {
    private final SessionTimes times;
    private final SessionBill bill;
    private final String currency;

    BillTable(SessionTimes times, SessionBill bill, String currency) {
        this.times = times;
        this.bill = bill;
        this.currency = currency;
    }

    String draw() {
        StringBuilder out = new StringBuilder();
        out.append("<details><summary>Bill of %s: %s %s, saved %s</summary><div class=\"scroll\"><table><thead><tr>"
                .formatted(
                        Html.escape(bill.sessionId()),
                        Figures.money(bill.withMarketNano()),
                        Html.escape(currency),
                        Figures.signedMoney(bill.savedNano())));
        out.append(
                        "<th>period</th><th class=\"left\">contract</th><th>kWh</th><th>at</th><th>delivered</th><th>short</th><th>from the grid</th>")
                .append(
                        "<th>at</th><th>to the grid</th><th>at</th><th>amount</th><th>grid alone</th><th>saved</th></tr></thead><tbody>");
        bill.periods().forEach(period -> out.append(line(period)));
        bill.otherAmounts().forEach(other -> out.append(otherLine(other)));
        return out.append(
                        "</tbody><tfoot><tr><th colspan=\"10\">sum</th><td>%s</td><td>%s</td><td>%s</td></tr></tfoot></table></div></details>"
                                .formatted(
                                        Figures.money(bill.withMarketNano()),
                                        Figures.money(bill.gridOnlyNano()),
                                        Figures.signedMoney(bill.savedNano())))
                .toString();
    }

    private String line(BillPeriod period) {
        boolean traded = period.priceMicroPerKwh().isPresent();
        return ("<tr><td>%s</td><td class=\"left\">%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td>"
                        + "<td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>")
                .formatted(
                        times.label(period.period()),
                        traded
                                ? period.side()
                                        .map(side -> side.name().toLowerCase(Locale.ROOT))
                                        .orElse("")
                                : "",
                        energy(period.statement().contractedWh()),
                        traded ? Figures.price(period.priceMicroPerKwh().getAsLong()) : "",
                        energy(period.statement().deliveredWh()),
                        energy(period.statement().shortWh()),
                        energy(period.boughtFromGridWh()),
                        period.boughtFromGridWh() == 0
                                ? ""
                                : Figures.price(period.tariff().retail().microPerKwh()),
                        energy(period.soldToGridWh()),
                        period.soldToGridWh() == 0
                                ? ""
                                : Figures.price(period.tariff().feedIn().microPerKwh()),
                        Figures.money(period.netNano()),
                        Figures.money(period.gridOnlyNano()),
                        Figures.signedMoney(period.savedNano()));
    }

    private static String otherLine(OtherAmount other) {
        return "<tr><td colspan=\"10\">%s</td><td>%s</td><td></td><td>%s</td></tr>"
                .formatted(
                        Html.escape(other.reason()),
                        Figures.money(other.amountNano()),
                        Figures.signedMoney(other.amountNano()));
    }

    private static String energy(long wh) {
        return wh == 0 ? "" : Figures.kwh(wh);
    }
}
