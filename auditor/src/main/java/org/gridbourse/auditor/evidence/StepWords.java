package org.gridbourse.auditor.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gridbourse.auditor.market.Values;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.json.JsonObject;

/**
 * What one record means in the life of one trade.
 *
 * @param what in a few words
 * @param figures one sentence each
 * @param rule the rulebook's sentence
 */
record StepWords(String what, List<String> figures, String rule) {

    /** Nothing for a record that is no step of its own. */
    static Optional<StepWords> of(WrittenRecord record, String tradeId, long period) {
        return new Writer(record, tradeId, period).words();
    }

    private record Writer(WrittenRecord record, String tradeId, long period) {

        Optional<StepWords> words() {
            String who = record.text("participantId");
            return switch (record.type()) {
                case "session" ->
                    is(
                            "The session is announced",
                            announced(),
                            "One tariff per delivery period, set before anybody orders.");
                case "commit" -> sealed(who);
                case "orders" ->
                    is(
                            who + " opens its orders",
                            revealed(),
                            "Salt and schedule must give the sealed hash; each period has at most one order, better steps first.");
                case "clearing" ->
                    is(
                            "The period is cleared",
                            cleared(),
                            "Price = floor((low + high) / 2) of the equilibrium interval; nothing depends on the order of arrival.");
                case "fill" ->
                    is(
                            who + " is filled",
                            filled(),
                            "Better-priced steps are filled whole; filled buys and sells, each in ascending order id, are laid side by side.");
                case "position" ->
                    is(
                            who + " knows its position",
                            List.of("bid bond now " + money("bidBondNano")),
                            "After clearing the bid bond shrinks to what was matched.");
                case "prepayment" ->
                    is(
                            who + " prepays",
                            prepaid(),
                            "The buyer locks quantity x (price + grid fee), the seller a performance bond; the bid bond is released.");
                case "default" ->
                    is(
                            "%s defaults (%s)".formatted(who, record.text("cause")),
                            defaulted(),
                            "Not prepaid when the phase closes: all its trades are void, its bid bond pays the partners that did prepay.");
                case "outage" ->
                    is(
                            "An outage is declared",
                            List.of("because of: " + record.text("reason")),
                            "Periods with operator-declared outage or curtailment do not count for credit.");
                case "reading" -> read();
                case "statement" ->
                    is(
                            who + (record.number("revision") > 1 ? " is corrected" : " is settled"),
                            settled(),
                            "Each party pays for its own deviation only; the grid is the counterparty of every deviation.");
                case "creditevent" ->
                    is(
                            who + "'s credit is booked",
                            List.of("%d -> %d, %s"
                                    .formatted(record.number("before"), record.number("after"), record.text("cause"))),
                            creditRule());
                default -> Optional.empty();
            };
        }

        private static Optional<StepWords> is(String what, List<String> figures, String rule) {
            return Optional.of(new StepWords(what, figures, rule));
        }

        private List<String> announced() {
            List<JsonObject> tariffs = Values.objects(record.value(), "tariffs");
            if (period >= tariffs.size()) {
                return List.of();
            }
            JsonObject tariff = tariffs.get((int) period);
            return List.of("period %d: retail %s, feed-in %s, grid fee %s %s per kWh"
                    .formatted(
                            period,
                            price(tariff, "retailMicroPerKwh"),
                            price(tariff, "feedInMicroPerKwh"),
                            price(tariff, "gridFeeMicroPerKwh"),
                            record.text("currency")));
        }

        private Optional<StepWords> sealed(String who) {
            long revision = record.number("revision");
            if (record.text("status").equals("WITHDRAWN")) {
                return is(
                        who + " takes its orders back",
                        List.of("revision %d: withdrawn".formatted(revision)),
                        "Orders may be replaced or withdrawn until the gate closes; the bid bond returns.");
            }
            return is(
                    who + " seals its orders",
                    List.of(
                            "revision %d, hash %s".formatted(revision, record.text("hash")),
                            "at most %d Wh in any period, bid bond %s"
                                    .formatted(record.number("declaredMaxWh"), money("bidBondNano"))),
                    "A hash is sealed in the open with the most that it asks or bids; a bid bond is reserved.");
        }

        private List<String> revealed() {
            String bond = "bid bond now " + money("bidBondNano");
            for (JsonObject order : Values.objects(record.value(), "schedule")) {
                if (Values.number(order, "period") == period) {
                    String steps = Values.objects(order, "steps").stream()
                            .map(step -> "%d Wh at %s"
                                    .formatted(Values.number(step, "quantityWh"), price(step, "limitPriceMicroPerKwh")))
                            .collect(Collectors.joining(", "));
                    return List.of("%s %s".formatted(Values.text(order, "side"), steps), bond);
                }
            }
            return List.of("no order in this period", bond);
        }

        private List<String> cleared() {
            return List.of("%d Wh at %s, equilibrium from %s to %s"
                    .formatted(
                            record.number("volumeWh"),
                            price(record.value(), "clearingPriceMicroPerKwh"),
                            price(record.value(), "lowMicroPerKwh"),
                            price(record.value(), "highMicroPerKwh")));
        }

        private List<String> filled() {
            List<String> figures = new ArrayList<>();
            figures.add("%s: %d of %d Wh filled"
                    .formatted(record.text("side"), record.number("filledWh"), record.number("quantityWh")));
            for (JsonObject trade : ofThisTrade("trades")) {
                figures.add("%s: %d Wh with %s at %s"
                        .formatted(
                                tradeId,
                                Values.number(trade, "quantityWh"),
                                Values.text(trade, "partner"),
                                price(record.value(), "priceMicroPerKwh")));
            }
            return figures;
        }

        private List<String> prepaid() {
            List<String> figures = new ArrayList<>();
            figures.add("session: escrow %s, bond %s".formatted(money("escrowNano"), money("bondNano")));
            for (JsonObject each : Values.objects(record.value(), "periods")) {
                if (Values.number(each, "period") == period) {
                    figures.add("this period: escrow %s, bond %s"
                            .formatted(
                                    Figures.money(Values.number(each, "escrowNano")),
                                    Figures.money(Values.number(each, "bondNano"))));
                }
            }
            return figures;
        }

        private List<String> defaulted() {
            return ofThisTrade("voided").stream()
                    .map(trade -> "%s is void, compensation of %s %s"
                            .formatted(
                                    tradeId,
                                    Values.text(trade, "partner"),
                                    Figures.money(Values.number(trade, "compensationNano"))))
                    .toList();
        }

        private Optional<StepWords> read() {
            List<String> figures = new ArrayList<>();
            figures.add("revision %d, registers import %d Wh, export %d Wh, sequence %d, %s"
                    .formatted(
                            record.number("revision"),
                            record.number("importRegisterWh"),
                            record.number("exportRegisterWh"),
                            record.number("sequence"),
                            record.text("quality")));
            long read = record.number("period");
            if (read > period) {
                figures.add(
                        "at the end of period %d: what was not read before is shared out over the periods of the gap"
                                .formatted(read));
            }
            boolean substituted = record.text("quality").equals("SUBSTITUTED");
            return is(
                    "Meter %s of %s is read".formatted(record.text("meterId"), record.text("participantId")),
                    figures,
                    substituted
                            ? "Registers never fall, the sequence rises; the operator signs in the meter's place."
                            : "Registers never fall, the sequence rises, the signature is the meter's.");
        }

        private List<String> settled() {
            return List.of(
                    "contracted %d Wh, metered %d (import %d, export %d), delivered %d, short %d, beyond %d (%s)"
                            .formatted(
                                    record.number("contractedWh"),
                                    record.number("meteredWh"),
                                    record.number("importWh"),
                                    record.number("exportWh"),
                                    record.number("deliveredWh"),
                                    record.number("shortWh"),
                                    record.number("overWh"),
                                    record.text("quality")),
                    "net of the period " + money("netNano"));
        }

        private String creditRule() {
            return switch (record.text("cause")) {
                case "NOT_REVEALED", "PREPAYMENT_DEFAULT" -> "Not revealed and not prepaid count at once.";
                case "REINSTATED" ->
                    "After enough sessions closed while suspended and with no arrears the way back is open.";
                default -> "Once per participant and session when all its periods are settled.";
            };
        }

        private List<JsonObject> ofThisTrade(String name) {
            return Values.objects(record.value(), name).stream()
                    .filter(trade -> Values.text(trade, "tradeId").equals(tradeId))
                    .toList();
        }

        private String money(String name) {
            return Figures.money(record.number(name));
        }

        private static String price(JsonObject object, String name) {
            return Figures.price(Values.number(object, name));
        }
    }
}
