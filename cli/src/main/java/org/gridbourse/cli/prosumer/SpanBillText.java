package org.gridbourse.cli.prosumer;

import org.gridbourse.cli.output.TextTable;
import org.gridbourse.cli.rest.Row;

/** The bills of a span of days as text for people: what they come to, then session by session. */
final class SpanBillText {
    private final Row span;
    private final String currency;

    SpanBillText(Row span) {
        this.span = span;
        this.currency = span.word("currency");
    }

    String draw() {
        return summary() + "\n" + sessions();
    }

    private String summary() {
        TextTable sums = new TextTable().text("").figure(currency).text("");
        sums.row("all together", span.money("total"), "costs are negative");
        sums.row("with the grid alone", span.money("gridOnly"), "the same metered energy");
        sums.row("saved", span.gain("saved"), "");
        TextTable energy = new TextTable().text("kWh").figure("peers").figure("grid");
        energy.row("bought", span.kwh("boughtWh"), span.kwh("gridBoughtWh"));
        energy.row("sold", span.kwh("soldWh"), span.kwh("gridSoldWh"));
        return "Bills of %s, closed sessions from %s to %s\n"
                        .formatted(span.word("participantId"), span.word("from"), span.word("to"))
                + sums.draw() + "\n" + energy.draw();
    }

    private String sessions() {
        TextTable table = new TextTable()
                .text("session")
                .figure(currency)
                .figure("with the grid alone")
                .figure("saved");
        for (Row bill : span.rows("sessions")) {
            table.row(bill.word("sessionId"), bill.money("total"), bill.money("gridOnly"), bill.gain("saved"));
        }
        return table.draw();
    }
}
