package org.gridbourse.cli.report;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridbourse.auditor.evidence.Markup;
import org.gridbourse.cli.evidence.TradeRow;
import org.gridbourse.cli.output.Figures;
import org.gridbourse.market.quantity.Energy;

/** Who sold how much to whom in a session: one row per seller, one column per buyer. */
final class TradeMatrix {
    private final SortedSet<String> sellers = new TreeSet<>();
    private final SortedSet<String> buyers = new TreeSet<>();
    private final Map<String, Long> energies = new TreeMap<>();
    private final long largest;

    TradeMatrix(List<TradeRow> trades) {
        for (TradeRow trade : trades) {
            sellers.add(trade.trade().seller());
            buyers.add(trade.trade().buyer());
            energies.merge(trade.trade().seller() + ">" + trade.trade().buyer(), trade.quantityWh(), Long::sum);
        }
        largest = energies.values().stream().mapToLong(Long::longValue).max().orElse(1);
    }

    String draw() {
        if (energies.isEmpty()) {
            return "<p>Nobody traded.</p>";
        }
        StringBuilder out =
                new StringBuilder("<table class=\"matrix\"><thead><tr><th scope=\"col\">seller \\ buyer</th>");
        buyers.forEach(buyer ->
                out.append("<th scope=\"col\">").append(Markup.of(buyer)).append("</th>"));
        out.append("<th scope=\"col\">sold</th></tr></thead><tbody>");
        sellers.forEach(seller -> out.append(row(seller)));
        out.append("<tr><th scope=\"row\">bought</th>");
        buyers.forEach(buyer -> out.append("<td>")
                .append(Figures.kwh(new Energy(sum(sellers, List.of(buyer)))))
                .append("</td>"));
        return out.append("<td><b>%s</b></td></tr></tbody></table>"
                        .formatted(Figures.kwh(new Energy(sum(sellers, buyers)))))
                .toString();
    }

    private String row(String seller) {
        StringBuilder out = new StringBuilder("<tr><th scope=\"row\">%s</th>".formatted(Markup.of(seller)));
        for (String buyer : buyers) {
            long energy = energy(seller, buyer);
            out.append(
                    energy == 0
                            ? "<td></td>"
                            : "<td style=\"--share:%d%%\">%s</td>"
                                    .formatted(energy * 100 / largest, Figures.kwh(new Energy(energy))));
        }
        return out.append("<td>%s</td></tr>".formatted(Figures.kwh(new Energy(sum(List.of(seller), buyers)))))
                .toString();
    }

    private long energy(String seller, String buyer) {
        return energies.getOrDefault(seller + ">" + buyer, 0L);
    }

    private long sum(Iterable<String> ofSellers, Iterable<String> ofBuyers) {
        long sum = 0;
        for (String seller : ofSellers) {
            for (String buyer : ofBuyers) {
                sum += energy(seller, buyer);
            }
        }
        return sum;
    }
}
