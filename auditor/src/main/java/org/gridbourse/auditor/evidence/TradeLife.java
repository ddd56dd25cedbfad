package org.gridbourse.auditor.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.auditor.market.RecordListener;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.ChoiceRecord;
import org.gridbourse.market.record.ChoiceRecord.Winner;
import org.gridbourse.market.record.ClearingRecord;
import org.gridbourse.market.record.ConsentRecord;
import org.gridbourse.market.record.CreditEventRecord;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.FillRecord.Part;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.OutageRecord;
import org.gridbourse.market.record.ProposalChunkRecord;
import org.gridbourse.market.record.ReadingRecord;
import org.gridbourse.market.record.SessionOutcomes;
import org.gridbourse.market.record.StateRecord;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.record.TradeStatus;
import org.gridbourse.market.request.SubmitReadings;

/**
 * One trade's life, from the sealed orders to the last posting: each step with the transaction that made it, who sent and who
 * endorsed it, its figures and postings, and the rule's sentence. Collects while the ledger is audited.
 */
public final class TradeLife implements RecordListener {
    private static final int CENTS = 2;

    private final TradePlace place;
    private final List<WrittenRecord> records = new ArrayList<>();
    private final Set<String> parties = new HashSet<>();
    private final Map<String, Integer> nearestReading = new HashMap<>();
    private final SessionOutcomes outcomes = new SessionOutcomes();

    /** @throws AuditInputException if this cannot be a trade's id */
    public TradeLife(String tradeId) throws AuditInputException {
        this.place = new TradePlace(tradeId);
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
            return "posting %s %s, %s".formatted(account, Decimals.exact(new Money(amountNano), CENTS), reason);
        }
    }

    @Override
    public void written(WrittenRecord record) {
        place.look(record);
        if (record.record() instanceof ConsentRecord consent) {
            if (isAbout(consent) && concerns(record)) {
                records.add(record);
            }
            return;
        }
        record.sessionId()
                .filter(id -> place.isAgreedIn(record) || place.isSettledIn(record))
                .ifPresent(id -> outcomes.add(id, record.record()));
        if (!place.mayConcern(record)) {
            return;
        }
        if (record.record() instanceof FillRecord fill) {
            part(fill).ifPresent(trade -> fill(record, fill, trade));
        } else if (concerns(record)) {
            records.add(record);
        }
    }

    /** What was agreed to while the trade lived; consents to substitutes name session and period, others do not. */
    private boolean isAbout(ConsentRecord consent) {
        String id = consent.consent().requestId();
        boolean isOfPeriod = id.endsWith("-" + place.settledIn() + "-" + place.settledPeriod())
                || id.endsWith("-" + place.settledIn() + "-start");
        boolean lives = place.isAnnounced() && !outcomes.of(place.sessionId()).isOver();
        return lives && (isOfPeriod || !consent.consent().function().equals(SubmitReadings.FUNCTION));
    }

    /** From here on it is known whose trade this is; what others did before goes. */
    private void fill(WrittenRecord record, FillRecord fill, Part trade) {
        parties.add(fill.participantId());
        parties.add(trade.partner());
        records.removeIf(earlier -> !concerns(earlier));
        records.add(record);
    }

    private boolean concerns(WrittenRecord record) {
        boolean ofOthers = !parties.isEmpty()
                && record.participantId().filter(id -> !parties.contains(id)).isPresent();
        return !ofOthers && tellsOfPeriod(record.record());
    }

    private boolean tellsOfPeriod(StateRecord record) {
        if (record instanceof ClearingRecord clearing) {
            return clearing.period() == place.period();
        }
        if (record instanceof StatementRecord statement) {
            return statement.period() == place.settledPeriod();
        }
        return !(record instanceof ReadingRecord read) || tellsOfPeriod(read.reading());
    }

    /** The reading at the period's end, and before it is there the one behind a gap over the period. */
    private boolean tellsOfPeriod(MeterReading reading) {
        int read = reading.period();
        boolean nearest = read >= place.settledPeriod()
                && read <= nearestReading.getOrDefault(reading.meterId(), Integer.MAX_VALUE);
        if (nearest) {
            nearestReading.put(reading.meterId(), read);
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
                .thenComparing(record -> record.record() instanceof CreditEventRecord);
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
                        contract.quantity().wh(),
                        contract.seller(),
                        contract.buyer(),
                        Decimals.exact(contract.price(), CENTS),
                        status(contract)));
    }

    /** As a fill tells it; nobody has looked yet whether it can be. */
    private record Contract(String buyer, String seller, Energy quantity, UnitPrice price) {}

    private Optional<Contract> contract() {
        return records.stream()
                .filter(record -> record.record() instanceof FillRecord)
                .map(record -> contract((FillRecord) record.record()))
                .findFirst();
    }

    private Contract contract(FillRecord fill) {
        Part trade = part(fill).orElseThrow();
        boolean bought = fill.side() == Side.BUY;
        return new Contract(
                bought ? fill.participantId() : trade.partner(),
                bought ? trade.partner() : fill.participantId(),
                trade.quantity(),
                fill.price());
    }

    private TradeStatus status(Contract contract) {
        return outcomes.of(place.sessionId()).ofTrade(contract.buyer(), contract.seller());
    }

    /** Everything as JSON. */
    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("tradeId", place.tradeId())
                .put("sessionId", place.sessionId())
                .put("period", place.period())
                .put("steps", JsonArray.of(steps().stream().map(TradeLife::json).toList()));
        contract().ifPresent(contract -> json.put("buyer", contract.buyer())
                .put("seller", contract.seller())
                .put("quantityWh", contract.quantity().wh())
                .put("priceMicroPerKwh", contract.price().microPerKwh())
                .put("status", status(contract).name()));
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
        if (record.record() instanceof OutageRecord outage && !concerns(outage)) {
            return Optional.empty();
        }
        Optional<StepWords> meaning = record.record() instanceof ProposalChunkRecord chunk
                ? ProposalWords.proven(chunk, place.period(), parties, winner())
                : StepWords.of(record, place.tradeId(), place.periodIn(record));
        return meaning.map(
                words -> new Step(words.what(), record.source(), words.figures(), postings(record), words.rule()));
    }

    /** The proposal by which the session was cleared, if it was by one. */
    private Optional<Winner> winner() {
        return records.stream()
                .filter(record -> record.record() instanceof ChoiceRecord)
                .map(record -> ((ChoiceRecord) record.record()).winner())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private boolean concerns(OutageRecord outage) {
        return outage.periods().contains(place.settledPeriod())
                && parties.stream().anyMatch(outage::concerns);
    }

    private List<Posting> postings(WrittenRecord record) {
        return record.postings().stream()
                .filter(posting -> posting.tradeId().equals(Optional.of(place.tradeId())))
                .map(posting -> new Posting(
                        posting.account().name(),
                        posting.amount().nano(),
                        posting.reason().name()))
                .toList();
    }

    private Optional<Part> part(FillRecord fill) {
        return fill.parts().stream()
                .filter(part -> part.tradeId().equals(place.tradeId()))
                .findFirst();
    }
}
