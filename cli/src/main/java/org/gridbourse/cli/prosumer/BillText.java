package org.gridbourse.cli.prosumer;

import org.gridbourse.cli.output.TextTable;
import org.gridbourse.cli.rest.Row;

/** A bill as text for people: what it comes to and how, then period by period in figures, then the same in words. */
final class BillText {
    private final Row bill;
    private final String currency;

    BillText(Row bill) {
        this.bill = bill;
        this.currency = bill.word("currency");
    }

    String draw() {
        return summary() + "\n" + periods() + "\n" + words();
    }

    private String summary() {
        TextTable sums = new TextTable().text("").figure(currency).text("");
        sums.row("energy, peers and grid", bill.money("settled"), "");
        addUnlessZero(sums, "bid bond lost", "forfeited");
        addUnlessZero(sums, "compensation for trades not prepaid", "compensation");
        addUnlessZero(sums, "share of the fund", "fundShare");
        addUnlessZero(sums, "paid by the grid for an outage", "outages");
        sums.row("all together", bill.money("total"), "costs are negative");
        sums.row("with the grid alone", bill.money("gridOnly"), "the same metered energy");
        sums.row("saved", bill.gain("saved"), "");
        StringBuilder out = new StringBuilder("Bill of %s for %s, session %s\n"
                .formatted(
                        bill.word("participantId"),
                        bill.word("sessionId"),
                        bill.word("phase").equals("CLOSED") ? "closed: final" : "not closed: may still change"));
        out.append(sums.draw());
        bill.rows("credit")
                .forEach(step -> out.append("credit %s -> %s: %s%n"
                        .formatted(step.word("before"), step.word("after"), step.word("reason"))));
        return out.toString();
    }

    private void addUnlessZero(TextTable sums, String what, String member) {
        if (!bill.amount(member).isZero()) {
            sums.row(what, bill.money(member), "");
        }
    }

    private String periods() {
        TextTable table = new TextTable()
                .figure("period")
                .text("UTC")
                .text("side")
                .figure("contract kWh")
                .figure("price")
                .figure("delivered")
                .figure("short")
                .figure("net " + currency)
                .figure("saved");
        for (Row line : bill.rows("lines")) {
            table.row(
                    line.word("period"),
                    line.time("startUtc"),
                    line.words("side"),
                    line.kwhOrNothing("contractedWh"),
                    line.word("price"),
                    line.kwhOrNothing("deliveredWh"),
                    line.kwhOrNothing("shortWh"),
                    line.money("net"),
                    line.gain("saved"));
        }
        return table.draw();
    }

    private String words() {
        StringBuilder out = new StringBuilder();
        for (Row line : bill.rows("lines")) {
            out.append("%s  %s%n".formatted(line.time("startUtc"), line.word("explanation")));
        }
        return out.toString();
    }
}
