package org.gridbourse.market.query;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.clearing.Equilibrium;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonException;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.Proportion;
import org.gridbourse.market.record.ClearingRecord;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.CompensationRecord;
import org.gridbourse.market.record.DefaultRecord;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.request.AskSurveillance;
import org.gridbourse.market.state.Access;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.state.StateView;

/**
 * What a market supervisor asks first about a session: concentration and price of each period, voided volume, and who
 * gained from defaults. Fills are added up call by call, so that no session is too large to be asked about; the bookmark
 * carries the sums so far, and the last page has the answer.
 */
final class Surveillance {
    private static final int PER_MILLE = 1000;

    private final StateView view;
    private final SessionRecord session;
    private final SortedMap<Integer, SortedMap<Side, Concentration>> byPeriod = new TreeMap<>();
    private String key;

    private Surveillance(StateView view, SessionRecord session) {
        this.view = view;
        this.session = session;
        this.key = Keys.all("fill", session.sessionId());
    }

    /** One side of a period: how many, who is the largest, and the sum of the squares of all shares in per mille. */
    private record Concentration(int participants, String largest, long largestWh, long squares) {
        private static final Concentration NOBODY = new Concentration(0, "", 0, 0);

        Concentration plus(String participantId, long wh, long totalWh) {
            long perMille = Proportion.floor(PER_MILLE, wh, totalWh);
            boolean larger = wh > largestWh;
            return new Concentration(
                    participants + 1,
                    larger ? participantId : largest,
                    larger ? wh : largestWh,
                    squares + perMille * perMille);
        }

        JsonObject json(int period, Side side) {
            return JsonObject.builder()
                    .put("period", period)
                    .put("side", side.name())
                    .put("participants", participants)
                    .put("largest", largest)
                    .put("largestWh", largestWh)
                    .put("squares", squares)
                    .build();
        }

        static Concentration read(Fields fields) {
            return new Concentration(
                    fields.integer("participants", 0, Integer.MAX_VALUE),
                    fields.text("largest"),
                    fields.number("largestWh"),
                    fields.number("squares"));
        }
    }

    static JsonObject answer(StateView view, AskSurveillance request) {
        Access.requireSupervision(view);
        Surveillance surveillance = new Surveillance(view, view.session(request.sessionId()));
        surveillance.goOnFrom(request.page().bookmark());
        boolean done = surveillance.addFills(request.fills());
        return JsonObject.builder()
                .put("sessionId", request.sessionId())
                .put("bookmark", done ? "" : surveillance.bookmark())
                .put("periods", JsonArray.of(done ? surveillance.periods() : List.of()))
                .put("compensated", JsonArray.of(done ? surveillance.compensated() : List.of()))
                .build();
    }

    private void goOnFrom(String bookmark) {
        if (bookmark.isEmpty()) {
            return;
        }
        String first = key;
        try {
            Fields.read(bookmark, this::read);
        } catch (JsonException | IllegalArgumentException notOurs) {
            throw Require.refused(Refusal.REQUEST_INVALID, "the bookmark is of another list");
        }
        Require.that(key.startsWith(first), Refusal.REQUEST_INVALID, "the bookmark is of another session");
    }

    private Surveillance read(Fields fields) {
        key = fields.text("key");
        fields.objects("sums", sum -> side(sum.integer("period", 0, session.periods() - 1))
                .put(sum.choice("side", Side.class), Concentration.read(sum)));
        return this;
    }

    private String bookmark() {
        List<JsonObject> sums = new ArrayList<>();
        byPeriod.forEach((period, sides) -> sides.forEach((side, sum) -> sums.add(sum.json(period, side))));
        return Json.write(JsonObject.builder()
                .put("key", key)
                .put("sums", JsonArray.of(sums))
                .build());
    }

    private SortedMap<Side, Concentration> side(int period) {
        return byPeriod.computeIfAbsent(period, none -> new TreeMap<>());
    }

    /** Answers whether all are added. */
    private boolean addFills(int most) {
        SortedMap<Integer, Long> totals = new TreeMap<>();
        Iterator<StateEntry> entries = view.entries(Keys.all("fill", session.sessionId()), key);
        for (int read = 0; entries.hasNext(); read++) {
            StateEntry entry = entries.next();
            if (read == most) {
                key = entry.key();
                return false;
            }
            FillRecord fill = RecordType.FILL.read(entry.value());
            long totalWh = totals.computeIfAbsent(fill.period(), this::volumeWh);
            SortedMap<Side, Concentration> sides = side(fill.period());
            Concentration sum = sides.getOrDefault(fill.side(), Concentration.NOBODY);
            sides.put(fill.side(), sum.plus(fill.participantId(), fill.filled().wh(), totalWh));
        }
        return true;
    }

    private Optional<ClearingRecord> clearing(String sessionId, int period) {
        return view.find(Keys.clearing(sessionId, period), RecordType.CLEARING);
    }

    private long volumeWh(int period) {
        return clearing(session.sessionId(), period)
                .map(clearing -> clearing.volume().wh())
                .orElse(0L);
    }

    private Optional<Long> price(String sessionId, int period) {
        return clearing(sessionId, period)
                .flatMap(ClearingRecord::equilibrium)
                .map(Equilibrium::price)
                .map(price -> price.microPerKwh());
    }

    private List<JsonObject> periods() {
        Optional<SessionRecord> previous = previous();
        SortedMap<Integer, Long> voidedWh = voidedWh();
        List<JsonObject> periods = new ArrayList<>();
        for (int period = 0; period < session.periods(); period++) {
            int number = period;
            Optional<Long> before = previous.filter(other -> number < other.periods())
                    .flatMap(other -> price(other.sessionId(), number));
            JsonObject.Builder builder = JsonObject.builder()
                    .put("period", period)
                    .put("volumeWh", volumeWh(period))
                    .put("clearingPriceMicroPerKwh", Codecs.orNull(price(session.sessionId(), period)))
                    .put("previousPriceMicroPerKwh", Codecs.orNull(before))
                    .put("voidedWh", voidedWh.getOrDefault(period, 0L));
            putConcentration("buyer", "Buyer", Side.BUY, period, builder);
            putConcentration("seller", "Seller", Side.SELL, period, builder);
            periods.add(builder.build());
        }
        return periods;
    }

    /** The largest of a side, its share, and the sum of the squares of all shares (Herfindahl and Hirschman). */
    private void putConcentration(String name, String inside, Side side, int period, JsonObject.Builder builder) {
        Concentration sum = side(period).getOrDefault(side, Concentration.NOBODY);
        long share = sum.participants() == 0 ? 0 : Proportion.floor(PER_MILLE, sum.largestWh(), volumeWh(period));
        builder.put(name + "s", sum.participants())
                .put("largest" + inside, sum.largest())
                .put("largest" + inside + "PerMille", share)
                .put(name + "ConcentrationPerMille", sum.squares() / PER_MILLE);
    }

    private List<DefaultRecord> defaults() {
        return view.list(Keys.all("default", session.sessionId()), RecordType.DEFAULT);
    }

    private SortedMap<Integer, Long> voidedWh() {
        SortedMap<Integer, Long> voidedWh = new TreeMap<>();
        for (DefaultRecord record : defaults()) {
            for (DefaultRecord.VoidTrade trade : record.voided()) {
                // A trade of two defaulters is in the records of both.
                boolean counted = record.participantId().compareTo(trade.partner()) > 0
                        && view.any(Keys.inSession("default", session.sessionId(), trade.partner()));
                voidedWh.merge(trade.period(), counted ? 0 : trade.quantity().wh(), Math::addExact);
            }
        }
        return voidedWh;
    }

    private List<JsonObject> compensated() {
        SortedMap<String, Money> gains = new TreeMap<>();
        for (CompensationRecord record :
                view.list(Keys.all("compensation", session.sessionId()), RecordType.COMPENSATION)) {
            record.payments().forEach(payment -> gains.merge(payment.partner(), payment.amount(), Money::plus));
        }
        return gains.entrySet().stream()
                .filter(gain -> !gain.getValue().isZero())
                .map(gain -> JsonObject.builder()
                        .put("participantId", gain.getKey())
                        .put("compensationNano", gain.getValue().nano())
                        .build())
                .toList();
    }

    /** The session that began last before this one. */
    private Optional<SessionRecord> previous() {
        Optional<SessionRecord> previous = Optional.empty();
        int read = 0;
        for (SessionRecord other : view.list(Keys.all("session"), RecordType.SESSION)) {
            MarketQueries.requireNotTooLarge(read++);
            boolean before = other.startOf(0).isBefore(session.startOf(0));
            boolean later = previous.isEmpty() || previous.get().startOf(0).isBefore(other.startOf(0));
            previous = before && later ? Optional.of(other) : previous;
        }
        return previous;
    }
}
