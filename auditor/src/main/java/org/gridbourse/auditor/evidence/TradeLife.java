package org.gridbourse.auditor.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.auditor.market.RecordListener;
import org.gridbourse.auditor.market.Values;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;

/**
 * One trade's life, from the sealed orders to the last posting: each step with the transaction that made it, who sent and who
 * endorsed it, its figures, and the rule's sentence. Collects while the ledger is audited.
 */
public final class TradeLife implements RecordListener {
    private static final Pattern TRADE_ID = Pattern.compile("(.+)-(\\d{3})-(\\d{5,})");
    private static final Set<String> OF_PERIOD = Set.of("clearing", "fill", "reading", "statement");

    private final String tradeId;
    private final String sessionId;
    private final long period;
    private final List<WrittenRecord> records = new ArrayList<>();

    /** @throws AuditInputException if this cannot be a trade's id */
    public TradeLife(String tradeId) throws AuditInputException {
        Matcher matcher = TRADE_ID.matcher(tradeId);
        if (!matcher.matches()) {
            throw new AuditInputException(
                    "\"%s\" is no trade id: those look like SESSION-007-00001, session, period and number"
                            .formatted(tradeId));
        }
        this.tradeId = tradeId;
        this.sessionId = matcher.group(1);
        this.period = Long.parseLong(matcher.group(2));
    }

    /**
     * One step of the life.
     *
     * @param what in a few words
     * @param source the transaction
     * @param figures one sentence each
     * @param rule the rulebook's sentence
     */
    public record Step(String what, WrittenRecord.Source source, List<String> figures, String rule) {
        public Step {
            figures = List.copyOf(figures);
        }
    }

    @Override
    public void written(WrittenRecord record) {
        boolean mine = record.text("sessionId").equals(sessionId)
                && (!OF_PERIOD.contains(record.type()) || record.number("period") == period);
        if (mine) {
            records.add(record);
        }
    }

    /** The steps in the ledger's order, none if the ledger has no such trade. */
    public List<Step> steps() {
        Optional<WrittenRecord> fill = records.stream()
                .filter(record -> record.type().equals("fill") && trade(record).isPresent())
                .findFirst();
        if (fill.isEmpty()) {
            return List.of();
        }
        String partner = Values.text(trade(fill.get()).orElseThrow(), "partner");
        Set<String> parties = Set.of(fill.get().text("participantId"), partner);
        List<Step> steps = new ArrayList<>();
        for (WrittenRecord record : records) {
            String participant = record.text("participantId");
            if (participant.isEmpty() || parties.contains(participant)) {
                step(record, parties).ifPresent(steps::add);
            }
        }
        return steps;
    }

    /** The steps as JSON. */
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("tradeId", tradeId)
                .put("sessionId", sessionId)
                .put("period", period)
                .put("steps", JsonArray.of(steps().stream().map(TradeLife::json).toList()))
                .build();
    }

    private static JsonObject json(Step step) {
        return JsonObject.builder()
                .put("what", step.what())
                .put("block", step.source().block())
                .put("transactionId", step.source().transactionId())
                .put("function", step.source().function())
                .put("timestamp", step.source().timestamp().toString())
                .put("sentBy", step.source().creator())
                .put("endorsedBy", JsonArray.ofTexts(step.source().endorsers()))
                .put(
                        "figures",
                        JsonArray.of(step.figures().stream().map(JsonText::new).toList()))
                .put("rule", step.rule())
                .build();
    }

    private Optional<Step> step(WrittenRecord record, Set<String> parties) {
        String who = record.text("participantId");
        return switch (record.type()) {
            case "session" ->
                of(
                        record,
                        "The session is announced",
                        announced(record),
                        "One tariff per delivery period, set before anybody orders.");
            case "commit" ->
                of(
                        record,
                        who + " seals its orders",
                        sealed(record),
                        "A hash is sealed in the open with the most that it asks or bids; a bid bond is reserved.");
            case "orders" ->
                of(
                        record,
                        who + " opens its orders",
                        revealed(record),
                        "Salt and schedule must give the sealed hash; each period has at most one order, better steps first.");
            case "clearing" ->
                of(
                        record,
                        "The period is cleared",
                        cleared(record),
                        "Price = floor((low + high) / 2) of the equilibrium interval; nothing depends on the order of arrival.");
            case "fill" ->
                trade(record)
                        .flatMap(
                                trade -> of(
                                        record,
                                        who + " is filled",
                                        filled(record, trade),
                                        "Better-priced steps are filled whole; filled buys and sells, each in ascending order id, are laid side by side."));
            case "position" ->
                of(
                        record,
                        who + " knows its position",
                        List.of("bid bond now " + Figures.money(record.number("bidBondNano"))),
                        "After clearing the bid bond shrinks to what was matched.");
            case "prepayment" ->
                of(
                        record,
                        who + " prepays",
                        prepaid(record),
                        "The buyer locks quantity x (price + grid fee), the seller a performance bond; the bid bond is released.");
            case "default" -> defaulted(record, parties);
            case "reading" ->
                of(
                        record,
                        "Meter %s is read".formatted(record.text("meterId")),
                        read(record),
                        "Registers never fall, the sequence rises, the signature is the meter's.");
            case "statement" ->
                of(
                        record,
                        statement(record),
                        settled(record),
                        "Each party pays for its own deviation only; the grid is the counterparty of every deviation.");
            case "creditevent" ->
                of(
                        record,
                        who + "'s credit is booked",
                        List.of("%d -> %d, %s"
                                .formatted(record.number("before"), record.number("after"), record.text("cause"))),
                        "Once per participant and session when all its periods are settled.");
            default -> Optional.empty();
        };
    }

    private static Optional<Step> of(WrittenRecord record, String what, List<String> figures, String rule) {
        return Optional.of(new Step(what, record.source(), figures, rule));
    }

    private Optional<JsonObject> trade(WrittenRecord record) {
        return Values.objects(record.value(), "trades").stream()
                .filter(trade -> Values.text(trade, "tradeId").equals(tradeId))
                .findFirst();
    }

    private List<String> announced(WrittenRecord record) {
        List<JsonObject> tariffs = Values.objects(record.value(), "tariffs");
        if (period >= tariffs.size()) {
            return List.of();
        }
        JsonObject tariff = tariffs.get((int) period);
        return List.of("period %d: retail %s, feed-in %s, grid fee %s %s per kWh"
                .formatted(
                        period,
                        Figures.price(Values.number(tariff, "retailMicroPerKwh")),
                        Figures.price(Values.number(tariff, "feedInMicroPerKwh")),
                        Figures.price(Values.number(tariff, "gridFeeMicroPerKwh")),
                        record.text("currency")));
    }

    private static List<String> sealed(WrittenRecord record) {
        return record.text("status").equals("WITHDRAWN")
                ? List.of("revision %d: withdrawn".formatted(record.number("revision")))
                : List.of(
                        "revision %d, hash %s".formatted(record.number("revision"), record.text("hash")),
                        "at most %d Wh in any period, bid bond %s"
                                .formatted(
                                        record.number("declaredMaxWh"), Figures.money(record.number("bidBondNano"))));
    }

    private List<String> revealed(WrittenRecord record) {
        for (JsonObject order : Values.objects(record.value(), "schedule")) {
            if (Values.number(order, "period") == period) {
                String steps = Values.objects(order, "steps").stream()
                        .map(step -> "%d Wh at %s"
                                .formatted(
                                        Values.number(step, "quantityWh"),
                                        Figures.price(Values.number(step, "limitPriceMicroPerKwh"))))
                        .collect(Collectors.joining(", "));
                return List.of("%s %s".formatted(Values.text(order, "side"), steps));
            }
        }
        return List.of("no order in this period");
    }

    private static List<String> cleared(WrittenRecord record) {
        return List.of("%d Wh at %s, equilibrium from %s to %s"
                .formatted(
                        record.number("volumeWh"),
                        Figures.price(record.number("clearingPriceMicroPerKwh")),
                        Figures.price(record.number("lowMicroPerKwh")),
                        Figures.price(record.number("highMicroPerKwh"))));
    }

    private List<String> filled(WrittenRecord record, JsonObject trade) {
        return List.of(
                "%s: %d of %d Wh filled"
                        .formatted(record.text("side"), record.number("filledWh"), record.number("quantityWh")),
                "%s: %d Wh with %s at %s"
                        .formatted(
                                tradeId,
                                Values.number(trade, "quantityWh"),
                                Values.text(trade, "partner"),
                                Figures.price(record.number("priceMicroPerKwh"))));
    }

    private List<String> prepaid(WrittenRecord record) {
        List<String> figures = new ArrayList<>();
        figures.add("session: escrow %s, bond %s"
                .formatted(Figures.money(record.number("escrowNano")), Figures.money(record.number("bondNano"))));
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

    private Optional<Step> defaulted(WrittenRecord record, Set<String> parties) {
        List<String> figures = new ArrayList<>();
        for (JsonObject trade : Values.objects(record.value(), "voided")) {
            if (Values.text(trade, "tradeId").equals(tradeId) && parties.contains(Values.text(trade, "partner"))) {
                figures.add("%s is void, compensation of %s %s"
                        .formatted(
                                tradeId,
                                Values.text(trade, "partner"),
                                Figures.money(Values.number(trade, "compensationNano"))));
            }
        }
        return of(
                record,
                "%s defaults (%s)".formatted(record.text("participantId"), record.text("cause")),
                figures,
                "Not prepaid when the phase closes: all its trades are void, its bid bond pays the partners that did prepay.");
    }

    private static List<String> read(WrittenRecord record) {
        return List.of("revision %d, registers import %d Wh, export %d Wh, sequence %d, %s"
                .formatted(
                        record.number("revision"),
                        record.number("importRegisterWh"),
                        record.number("exportRegisterWh"),
                        record.number("sequence"),
                        record.text("quality")));
    }

    private static String statement(WrittenRecord record) {
        return record.number("revision") > 1
                ? record.text("participantId") + " is corrected"
                : record.text("participantId") + " is settled";
    }

    private List<String> settled(WrittenRecord record) {
        List<String> figures = new ArrayList<>();
        figures.add("contracted %d Wh, metered %d, delivered %d, short %d, beyond %d (%s)"
                .formatted(
                        record.number("contractedWh"),
                        record.number("meteredWh"),
                        record.number("deliveredWh"),
                        record.number("shortWh"),
                        record.number("overWh"),
                        record.text("quality")));
        figures.add("net of the period " + Figures.money(record.number("netNano")));
        for (JsonObject posting : Values.objects(record.value(), "journal")) {
            if (Values.text(posting, "tradeId").equals(tradeId)) {
                figures.add("posting %s %s, %s"
                        .formatted(
                                Values.text(posting, "account"),
                                Figures.money(Values.number(posting, "amountNano")),
                                Values.text(posting, "reason")));
            }
        }
        return figures;
    }
}
