package org.gridbourse.cli.prosumer;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.cli.output.Figures;
import org.gridbourse.cli.output.TextTable;
import org.gridbourse.cli.rest.Row;
import org.gridbourse.cli.rest.SessionTerms;
import org.gridbourse.market.quantity.Energy;

/** What a gateway-app answers about a participant, as text for people: the sum first, then the table. */
final class ProsumerAnswers {
    private ProsumerAnswers() {}

    static String orders(List<Row> orders, SessionTerms terms) {
        TextTable table = new TextTable()
                .figure("period")
                .text("UTC")
                .text("participant")
                .text("side")
                .figure("kWh")
                .figure("at most/least, %s/kWh".formatted(terms.currency()));
        int steps = 0;
        for (Row order : orders) {
            for (Row step : order.rows("steps")) {
                steps++;
                table.row(
                        order.word("period"),
                        terms.time(order),
                        order.word("participantId"),
                        order.words("side"),
                        step.kwh("quantityWh"),
                        step.word("limitPrice"));
            }
        }
        return "%s with %s, revealed\n".formatted(count(orders.size(), "order"), count(steps, "step")) + table.draw();
    }

    static String trades(List<Row> trades, SessionTerms terms) {
        TextTable table = new TextTable()
                .figure("period")
                .text("UTC")
                .text("seller")
                .text("buyer")
                .figure("kWh")
                .figure(terms.currency() + "/kWh")
                .text("status")
                .text("trade");
        long agreedWh = 0;
        long voidWh = 0;
        for (Row trade : trades) {
            agreedWh += trade.whole("quantityWh");
            voidWh += trade.word("status").equals("VOID") ? trade.whole("quantityWh") : 0;
            table.row(
                    trade.word("period"),
                    terms.time(trade),
                    trade.word("seller"),
                    trade.word("buyer"),
                    trade.kwh("quantityWh"),
                    trade.word("price"),
                    trade.word("status"),
                    trade.word("tradeId"));
        }
        return "%s: %s kWh agreed, of them %s kWh void\n"
                        .formatted(
                                count(trades.size(), "trade"),
                                Figures.kwh(new Energy(agreedWh)),
                                Figures.kwh(new Energy(voidWh)))
                + table.draw();
    }

    static String readings(List<Row> readings, SessionTerms terms) {
        TextTable table = new TextTable()
                .figure("period")
                .text("begins, UTC")
                .text("participant")
                .text("meter")
                .figure("import register, kWh")
                .figure("export register, kWh")
                .text("quality")
                .figure("revision");
        for (Row reading : readings) {
            table.row(
                    reading.word("period"),
                    terms.time(reading),
                    reading.word("participantId"),
                    reading.word("meterId"),
                    reading.kwh("importRegisterWh"),
                    reading.kwh("exportRegisterWh"),
                    reading.words("quality"),
                    reading.word("revision"));
        }
        return "%s; registers at the end of the period\n".formatted(count(readings.size(), "reading")) + table.draw();
    }

    /** The last revision of each period. */
    static String statements(List<Row> statements, SessionTerms terms) {
        Map<String, Row> last = new TreeMap<>();
        for (Row statement : statements) {
            last.merge(
                    "%s %05d".formatted(statement.word("participantId"), statement.whole("period")),
                    statement,
                    (one, other) -> other.whole("revision") > one.whole("revision") ? other : one);
        }
        TextTable table = new TextTable()
                .figure("period")
                .text("UTC")
                .text("participant")
                .text("side")
                .figure("contract kWh")
                .figure("delivered")
                .figure("short")
                .figure("net " + terms.currency())
                .text("quality");
        for (Row statement : last.values()) {
            table.row(
                    statement.word("period"),
                    terms.time(statement),
                    statement.word("participantId"),
                    statement.words("side"),
                    statement.kwhOrNothing("contractedWh"),
                    statement.kwhOrNothing("deliveredWh"),
                    statement.kwhOrNothing("shortWh"),
                    statement.money("net"),
                    statement.words("quality"));
        }
        return "%s in force\n".formatted(count(last.size(), "statement")) + table.draw();
    }

    static String account(Row account) {
        TextTable locks = new TextTable()
                .text("locked in")
                .figure("bid bond")
                .figure("escrow")
                .figure("performance bond");
        for (Row lock : account.rows("locks")) {
            locks.row(lock.word("sessionId"), lock.money("bidBond"), lock.money("escrow"), lock.money("bond"));
        }
        return """
                %s
                wallet   %s
                arrears  %s
                credit   %s, class %s
                %s""".formatted(
                        account.word("participantId"),
                        account.money("wallet"),
                        account.money("arrears"),
                        account.word("creditScore"),
                        account.word("creditClass"),
                        locks.draw());
    }

    static String credit(List<Row> events) {
        TextTable table =
                new TextTable().text("session").text("score").figure("points").text("why");
        for (Row event : events) {
            table.row(
                    event.word("sessionId"),
                    "%s -> %s".formatted(event.word("before"), event.word("after")),
                    event.word("points"),
                    event.word("reason"));
        }
        return events.isEmpty() ? "The score has not changed yet.\n" : table.draw();
    }

    static String count(int number, String what) {
        return "%d %s%s".formatted(number, what, number == 1 ? "" : "s");
    }
}
