package org.gridbourse.auditor.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.auditor.market.RecordListener;
import org.gridbourse.auditor.market.Values;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonNumber;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;

/**
 * One trade's life, from the sealed orders to the last posting: each step with the transaction that made it, who sent and who
 * endorsed it, its figures and postings, and the rule's sentence. Collects while the ledger is audited.
 */
public final class TradeLife implements RecordListener {
    private static final Pattern TRADE_ID = Pattern.compile("(.+)-(\\d{3})-(\\d{5,})");
    private static final Set<String> OF_PERIOD = Set.of("clearing", "statement");

    private final String tradeId;
    private final String sessionId;
    private final long period;
    private final List<WrittenRecord> records = new ArrayList<>();
    private final Set<String> parties = new HashSet<>();
    private final Map<String, Long> nearestReading = new HashMap<>();
    private final Standing standing = new Standing();

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
     * @param postings of this trade that the step made
     * @param rule the rulebook's sentence
     */
    public record Step(
            String what, WrittenRecord.Source source, List<String> figures, List<Posting> postings, String rule) {
        public Step {
            figures = List.copyOf(figures);
            postings = List.copyOf(postings);
        }
    }

    /** Money moved on an account because of the trade. */
    public record Posting(String account, long amountNano, String reason) {
        @Override
        public String toString() {
            return "posting %s %s, %s".formatted(account, Figures.money(amountNano), reason);
        }
    }

    @Override
    public void written(WrittenRecord record) {
        if (!record.text("sessionId").equals(sessionId)) {
            return;
        }
        standing.add(record);
        if (record.type().equals("fill")) {
            trade(record).ifPresent(trade -> fill(record, Values.text(trade, "partner")));
        } else if (concerns(record)) {
            records.add(record);
        }
    }

    /** From here on it is known whose trade this is; what others did before goes. */
    private void fill(WrittenRecord fill, String partner) {
        parties.add(fill.text("participantId"));
        parties.add(partner);
        records.removeIf(record -> !concerns(record));
        records.add(fill);
    }

    private boolean concerns(WrittenRecord record) {
        String participant = record.text("participantId");
        boolean ofOthers = !participant.isEmpty() && !parties.isEmpty() && !parties.contains(participant);
        boolean ofOtherPeriod = OF_PERIOD.contains(record.type()) && record.number("period") != period;
        return !ofOthers && !ofOtherPeriod && (!record.type().equals("reading") || tellsOfPeriod(record));
    }

    /** The reading at the period's end, and before it is there the one behind a gap over the period. */
    private boolean tellsOfPeriod(WrittenRecord reading) {
        long read = reading.number("period");
        boolean nearest =
                read >= period && read <= nearestReading.getOrDefault(reading.text("meterId"), Long.MAX_VALUE);
        if (nearest) {
            nearestReading.put(reading.text("meterId"), read);
        }
        return nearest;
    }

    /** The steps in the ledger's order, none if the ledger has no such trade. */
    public List<Step> steps() {
        if (parties.isEmpty()) {
            return List.of();
        }
        // of one transaction, what happened comes before what it does to credit
        Comparator<WrittenRecord> order = Comparator.<WrittenRecord>comparingLong(
                        record -> record.source().block())
                .thenComparingInt(record -> record.source().index())
                .thenComparing(record -> record.type().equals("creditevent"));
        return records.stream()
                .sorted(order)
                .map(this::step)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The trade in one sentence; nothing if the ledger has no such trade. */
    public Optional<String> summary() {
        return contract().map(contract -> "%d Wh from %s to %s at %s per kWh: %s"
                .formatted(
                        contract.quantityWh(),
                        contract.seller(),
                        contract.buyer(),
                        Figures.price(contract.priceMicroPerKwh()),
                        contract.status()));
    }

    private record Contract(String buyer, String seller, long quantityWh, long priceMicroPerKwh, String status) {}

    private Optional<Contract> contract() {
        return records.stream()
                .filter(record -> record.type().equals("fill"))
                .findFirst()
                .map(fill -> {
                    JsonObject trade = trade(fill).orElseThrow();
                    boolean sold = fill.text("side").equals("SELL");
                    String own = fill.text("participantId");
                    String partner = Values.text(trade, "partner");
                    String buyer = sold ? partner : own;
                    String seller = sold ? own : partner;
                    return new Contract(
                            buyer,
                            seller,
                            Values.number(trade, "quantityWh"),
                            fill.number("priceMicroPerKwh"),
                            standing.ofTrade(buyer, seller));
                });
    }

    /** Everything as JSON. */
    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("tradeId", tradeId)
                .put("sessionId", sessionId)
                .put("period", period)
                .put("steps", JsonArray.of(steps().stream().map(TradeLife::json).toList()));
        contract().ifPresent(contract -> json.put("buyer", contract.buyer())
                .put("seller", contract.seller())
                .put("quantityWh", contract.quantityWh())
                .put("priceMicroPerKwh", contract.priceMicroPerKwh())
                .put("status", contract.status()));
        return json.build();
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
                .put(
                        "postings",
                        JsonArray.of(
                                step.postings().stream().map(TradeLife::json).toList()))
                .put("rule", step.rule())
                .build();
    }

    private static JsonObject json(Posting posting) {
        return JsonObject.builder()
                .put("account", posting.account())
                .put("amountNano", posting.amountNano())
                .put("reason", posting.reason())
                .build();
    }

    private Optional<Step> step(WrittenRecord record) {
        if (record.type().equals("outage") && !concernsOutage(record)) {
            return Optional.empty();
        }
        return StepWords.of(record, tradeId, period)
                .map(words -> new Step(words.what(), record.source(), words.figures(), postings(record), words.rule()));
    }

    private boolean concernsOutage(WrittenRecord outage) {
        JsonArray periods = array(outage, "periods");
        JsonArray participants = array(outage, "participantIds");
        return periods.elements().contains(new JsonNumber(period))
                && (participants.elements().isEmpty()
                        || parties.stream()
                                .anyMatch(party -> participants.elements().contains(new JsonText(party))));
    }

    private static JsonArray array(WrittenRecord record, String name) {
        return record.value().get(name).orElse(null) instanceof JsonArray array ? array : JsonArray.of(List.of());
    }

    private List<Posting> postings(WrittenRecord record) {
        return Values.objects(record.value(), "journal").stream()
                .filter(posting -> Values.text(posting, "tradeId").equals(tradeId))
                .map(posting -> new Posting(
                        Values.text(posting, "account"),
                        Values.number(posting, "amountNano"),
                        Values.text(posting, "reason")))
                .toList();
    }

    private Optional<JsonObject> trade(WrittenRecord record) {
        return Values.objects(record.value(), "trades").stream()
                .filter(trade -> Values.text(trade, "tradeId").equals(tradeId))
                .findFirst();
    }
}
