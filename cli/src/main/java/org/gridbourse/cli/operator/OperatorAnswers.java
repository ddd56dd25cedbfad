package org.gridbourse.cli.operator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gridbourse.cli.output.TextTable;
import org.gridbourse.cli.rest.Row;
import org.gridbourse.cli.rest.SessionTerms;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonBoolean;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;

/** What a gateway-app answers about participants and sessions, as text for people: the sum first, then the table. */
final class OperatorAnswers {
    private OperatorAnswers() {}

    static String participants(JsonValue answer) {
        TextTable table = new TextTable()
                .text("participant")
                .text("organisation")
                .text("status")
                .figure("import limit, kWh a period")
                .figure("export limit")
                .text("meters");
        List<Row> participants = Row.all(answer);
        for (Row participant : participants) {
            table.row(
                    participant.word("participantId"),
                    participant.word("mspId").replaceFirst("MSP$", ""),
                    participant.words("status"),
                    participant.kwh("importLimitWh"),
                    participant.kwh("exportLimitWh"),
                    meterIds(participant));
        }
        return "%d registered\n".formatted(participants.size()) + table.draw();
    }

    private static String meterIds(Row participant) {
        return participant.object().get("meterIds").orElse(null) instanceof JsonArray ids
                ? ids.elements().stream().map(id -> ((JsonText) id).value()).collect(Collectors.joining(", "))
                : "";
    }

    static String meters(JsonValue answer) {
        TextTable table = new TextTable()
                .text("participant")
                .text("meter")
                .text("algorithm")
                .text("public key");
        Row.all(answer)
                .forEach(meter -> table.row(
                        meter.word("participantId"),
                        meter.word("meterId"),
                        meter.word("algorithm"),
                        meter.word("publicKey")));
        return "%d simulated here\n".formatted(Row.all(answer).size()) + table.draw();
    }

    static String sessions(JsonValue answer) {
        TextTable table = new TextTable()
                .text("session")
                .text("phase")
                .text("delivery from")
                .figure("periods")
                .figure("minutes each");
        Row.all(answer)
                .forEach(session -> table.row(
                        session.word("sessionId"),
                        session.word("phase"),
                        session.moment("startUtc"),
                        session.word("periods"),
                        session.word("periodMinutes")));
        return "%d announced\n".formatted(Row.all(answer).size()) + table.draw();
    }

    static String session(JsonValue answer) {
        Row session = new Row((JsonObject) answer);
        Row counts = session.row("counts");
        Row energy = session.row("energy");
        return """
                %s is %s: %s periods of %s minutes from %s
                sealed %s, revealed %s, prepaid %s, defaulted %s; %s trades
                energy agreed %s kWh, of it void %s kWh, delivered %s kWh
                """.formatted(
                                session.word("sessionId"),
                                session.word("phase"),
                                session.word("periods"),
                                session.word("periodMinutes"),
                                session.moment("startUtc"),
                                counts.word("committed"),
                                counts.word("revealed"),
                                counts.word("prepaid"),
                                counts.word("defaulted"),
                                counts.word("trades"),
                                energy.kwh("agreedWh"),
                                energy.kwh("voidWh"),
                                energy.kwh("deliveredWh"))
                + "\n"
                + periods(session)
                + "\n"
                + phases(session);
    }

    private static String periods(Row session) {
        SessionTerms terms = SessionTerms.of(session);
        Map<Long, Row> cleared = new TreeMap<>();
        session.rows("clearing").forEach(period -> cleared.put(period.whole("period"), period));
        TextTable table = new TextTable()
                .figure("period")
                .text("UTC")
                .figure("agreed kWh")
                .figure(terms.currency() + "/kWh")
                .figure("trades")
                .figure("retail")
                .figure("feed-in")
                .figure("grid fee");
        for (Row tariff : session.rows("tariffs")) {
            Row period = cleared.getOrDefault(
                    tariff.whole("period"), new Row(JsonObject.builder().build()));
            table.row(
                    tariff.word("period"),
                    tariff.time("startUtc"),
                    period.kwhOrNothing("volumeWh"),
                    period.word("price"),
                    period.word("trades"),
                    tariff.word("retail"),
                    tariff.word("feedIn"),
                    tariff.word("gridFee"));
        }
        return table.draw();
    }

    private static String phases(Row session) {
        TextTable table = new TextTable().text("phase").text("entered").figure("block");
        session.rows("phases")
                .forEach(phase -> table.row(phase.word("phase"), phase.moment("at"), phase.word("block")));
        return table.draw();
    }

    static String announced(JsonValue answer) {
        Row session = new Row((JsonObject) answer);
        return "%s is announced by transaction %s.\n%s\n"
                .formatted(session.word("sessionId"), session.word("transactionId"), session.word("says"));
    }

    static String reconciliation(JsonValue answer) {
        Row sums = new Row((JsonObject) answer);
        TextTable table = new TextTable()
                .text("meter")
                .text("participant")
                .figure("import kWh")
                .figure("in statements")
                .figure("open")
                .figure("export kWh")
                .figure("in statements")
                .figure("open")
                .text("");
        sums.rows("meters")
                .forEach(meter -> table.row(
                        meter.word("meterId"),
                        meter.word("participantId"),
                        meter.kwh("advancedImportWh"),
                        meter.kwh("settledImportWh"),
                        meter.kwh("openImportWh"),
                        meter.kwh("advancedExportWh"),
                        meter.kwh("settledExportWh"),
                        meter.kwh("openExportWh"),
                        isTrue(meter, "balanced") ? "" : "NOT BALANCED"));
        return "money %s, all postings add up to %s; energy %s\n\n"
                        .formatted(
                                isTrue(sums, "balanced") ? "balances" : "DOES NOT BALANCE",
                                sums.word("sum"),
                                isTrue(sums, "energyBalanced")
                                        ? "is in exactly one statement, or open"
                                        : "IS NOT ALL IN STATEMENTS")
                + table.draw();
    }

    private static boolean isTrue(Row row, String key) {
        return row.object().get(key).equals(Optional.of(JsonBoolean.TRUE));
    }

    static String supervision(JsonValue answer) {
        Row session = new Row((JsonObject) answer);
        TextTable sales = new TextTable()
                .figure("period")
                .text("short seller")
                .figure("sold kWh")
                .figure("missed kWh")
                .figure("price")
                .figure("without it")
                .text("largest buyers and what they gained");
        session.rows("shortSellers")
                .forEach(sale -> sales.row(
                        sale.word("period"),
                        sale.word("participantId"),
                        sale.kwh("contractedWh"),
                        sale.kwh("missedWh"),
                        sale.word("price"),
                        sale.word("priceWithout"),
                        gains(sale.rows("buyers"))));
        TextTable seals = new TextTable()
                .text("left unopened by")
                .figure("declared")
                .figure("bond lost")
                .figure("times")
                .text("who gained most");
        session.rows("unopenedSeals")
                .forEach(seal -> seals.row(
                        seal.word("participantId"),
                        seal.word("declared"),
                        seal.word("bidBond"),
                        seal.word("leftUnopened"),
                        gains(seal.rows("gained"))));
        return "%d short sales, %d seals left unopened: coincidences, not guilt\n\n%s\n%s"
                .formatted(
                        session.rows("shortSellers").size(),
                        session.rows("unopenedSeals").size(),
                        sales.draw(),
                        seals.draw());
    }

    private static String gains(List<Row> rows) {
        return rows.stream()
                .map(row -> row.word("participantId") + (row.word("gain").isEmpty() ? "" : " " + row.word("gain")))
                .collect(Collectors.joining(", "));
    }
}
