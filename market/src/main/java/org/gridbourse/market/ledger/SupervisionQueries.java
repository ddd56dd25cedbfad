package org.gridbourse.market.ledger;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.clearing.Equilibrium;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonException;
import org.gridbourse.market.json.JsonNumber;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.Proportion;

/** What operator and auditors ask: whether the books balance, and what a market supervisor asks first. */
final class SupervisionQueries {
    /** Types of records with postings. */
    private static final List<String> JOURNALS = List.of(
            "commit", "default", "deposit", "orders", "position", "prepayment", "release", "statement", "withdrawal");

    /** Kinds of accounts that have balances. */
    private static final List<String> OF_PARTICIPANTS = List.of("wallet", "arrears", "bidbond", "escrow", "bond");

    private static final int PER_MILLE = 1000;

    private SupervisionQueries() {}

    static List<Query<?>> queries() {
        return List.of(
                new Query<>("reconciliation", Page::read, SupervisionQueries::reconciliation),
                new Query<>(
                        "surveillance", fields -> Codecs.id(fields, "sessionId"), SupervisionQueries::surveillance));
    }

    /**
     * Adds up all postings and all accounts, page by page. The bookmark carries the sums so far, so that the last page
     * has the answer: what was posted is what accounts hold, and all of it adds up to zero.
     */
    private static JsonObject reconciliation(StateView view, Page page) {
        Access.requireSupervision(view);
        Reconciliation sums = Reconciliation.from(page.bookmark());
        int left = page.size();
        while (left > 0 && !sums.isDone()) {
            left = sums.addFrom(view, left);
        }
        return sums.answer();
    }

    /** Sums under way. */
    private static final class Reconciliation {
        private final SortedMap<String, Long> posted = new TreeMap<>();
        private final SortedMap<String, Long> held = new TreeMap<>();
        private int type;
        private String key = "";

        static Reconciliation from(String bookmark) {
            Reconciliation sums = new Reconciliation();
            if (!bookmark.isEmpty()) {
                try {
                    Fields.read(bookmark, sums::read);
                } catch (JsonException | IllegalArgumentException notOurs) {
                    throw Require.refused(Refusal.REQUEST_INVALID, "the bookmark is of another list");
                }
            }
            return sums;
        }

        private Reconciliation read(Fields fields) {
            type = fields.integer("type", 0, JOURNALS.size());
            key = fields.text("key");
            fields.object("posted", sums -> readSums(sums, posted));
            fields.object("held", sums -> readSums(sums, held));
            return this;
        }

        private static SortedMap<String, Long> readSums(Fields fields, SortedMap<String, Long> sums) {
            fields.keys().forEach(name -> sums.put(name, fields.number(name)));
            return sums;
        }

        boolean isDone() {
            return type > JOURNALS.size();
        }

        /** Adds at most {@code most} records of one type; answers how many more may follow. */
        int addFrom(StateView view, int most) {
            boolean accounts = type == JOURNALS.size();
            String prefix = Keys.all(accounts ? "account" : JOURNALS.get(type));
            Iterator<StateEntry> entries = view.entries(prefix, key.startsWith(prefix) ? key : prefix);
            int left = most;
            while (entries.hasNext()) {
                StateEntry entry = entries.next();
                if (left == 0) {
                    key = entry.key();
                    return 0;
                }
                left--;
                add(entry, accounts);
            }
            type++;
            key = "";
            return left;
        }

        private void add(StateEntry entry, boolean account) {
            if (account) {
                add(StateView.read(entry.value(), Type.ACCOUNT));
                return;
            }
            JsonArray journal = (JsonArray) Page.json(entry).get("journal").orElseThrow();
            for (JsonValue element : journal.elements()) {
                JsonObject posting = (JsonObject) element;
                String name = ((JsonText) posting.get("account").orElseThrow()).value();
                boolean common = name.startsWith("grid:");
                String kind = common || name.indexOf(':') < 0 ? name : name.substring(0, name.indexOf(':'));
                add(posted, kind, ((JsonNumber) posting.get("amountNano").orElseThrow()).value());
            }
        }

        private void add(AccountRecord account) {
            add(held, "wallet", account.balances().wallet().nano());
            add(held, "arrears", account.balances().arrears().nano());
            account.locks().forEach(lock -> {
                add(held, "bidbond", lock.bidBond().nano());
                add(held, "escrow", lock.escrow().nano());
                add(held, "bond", lock.bond().nano());
            });
        }

        private static void add(SortedMap<String, Long> sums, String kind, long nano) {
            sums.merge(kind, nano, Math::addExact);
        }

        JsonObject answer() {
            boolean agrees = OF_PARTICIPANTS.stream()
                    .allMatch(kind -> posted.getOrDefault(kind, 0L).equals(held.getOrDefault(kind, 0L)));
            long sum = posted.values().stream().mapToLong(Long::longValue).sum();
            JsonObject.Builder answer = JsonObject.builder()
                    .put("posted", sums(posted))
                    .put("held", sums(held))
                    .put("sumNano", sum)
                    .put("bookmark", isDone() ? "" : bookmark());
            if (isDone()) {
                answer.put("balanced", agrees && sum == 0);
            }
            return answer.build();
        }

        private String bookmark() {
            return Json.write(JsonObject.builder()
                    .put("type", type)
                    .put("key", key)
                    .put("posted", sums(posted))
                    .put("held", sums(held))
                    .build());
        }

        private static JsonObject sums(SortedMap<String, Long> sums) {
            JsonObject.Builder builder = JsonObject.builder();
            sums.forEach(builder::put);
            return builder.build();
        }
    }

    /** Concentration and price of each period, voided volume, and who gained from defaults. */
    private static JsonObject surveillance(StateView view, String sessionId) {
        Access.requireSupervision(view);
        SessionRecord session = view.session(sessionId);
        List<SortedMap<Side, SortedMap<String, Long>>> filled = filledByPeriod(view, session);
        SortedMap<Integer, Long> voidedWh = new TreeMap<>();
        SortedMap<String, Money> gains = new TreeMap<>();
        for (DefaultRecord record : view.list(Keys.all("default", sessionId), Type.DEFAULT)) {
            for (DefaultRecord.VoidTrade trade : record.voided()) {
                // A trade of two defaulters is in the records of both.
                boolean counted = record.participantId().compareTo(trade.partner()) > 0
                        && view.any(Keys.inSession("default", sessionId, trade.partner()));
                voidedWh.merge(trade.period(), counted ? 0 : trade.quantity().wh(), Math::addExact);
                gains.merge(trade.partner(), trade.compensation(), Money::plus);
            }
        }
        Optional<SessionRecord> previous = previous(view, session);
        List<JsonObject> periods = new ArrayList<>();
        for (int period = 0; period < session.periods(); period++) {
            JsonObject.Builder builder = JsonObject.builder().put("period", period);
            putClearing(view, sessionId, period, builder);
            builder.put("previousPriceMicroPerKwh", Codecs.orNull(previousPrice(view, previous, period)));
            builder.put("voidedWh", voidedWh.getOrDefault(period, 0L));
            putConcentration("buyer", filled.get(period).getOrDefault(Side.BUY, new TreeMap<>()), builder);
            putConcentration("seller", filled.get(period).getOrDefault(Side.SELL, new TreeMap<>()), builder);
            periods.add(builder.build());
        }
        List<JsonObject> compensations = gains.entrySet().stream()
                .filter(gain -> !gain.getValue().isZero())
                .map(gain -> JsonObject.builder()
                        .put("participantId", gain.getKey())
                        .put("compensationNano", gain.getValue().nano())
                        .build())
                .toList();
        return JsonObject.builder()
                .put("sessionId", sessionId)
                .put("periods", JsonArray.of(periods))
                .put("compensated", JsonArray.of(compensations))
                .build();
    }

    private static List<SortedMap<Side, SortedMap<String, Long>>> filledByPeriod(
            StateView view, SessionRecord session) {
        List<SortedMap<Side, SortedMap<String, Long>>> filled = new ArrayList<>();
        for (int period = 0; period < session.periods(); period++) {
            filled.add(new TreeMap<>());
        }
        String prefix = Keys.all("fill", session.sessionId());
        Iterator<StateEntry> entries = view.entries(prefix, prefix);
        for (int read = 0; entries.hasNext(); read++) {
            MarketQueries.requireNotTooLarge(read);
            FillRecord fill = StateView.read(entries.next().value(), Type.FILL);
            filled.get(fill.period())
                    .computeIfAbsent(fill.side(), side -> new TreeMap<>())
                    .put(fill.participantId(), fill.filled().wh());
        }
        return filled;
    }

    private static void putClearing(StateView view, String sessionId, int period, JsonObject.Builder builder) {
        Optional<ClearingRecord> clearing = view.find(Keys.clearing(sessionId, period), Type.CLEARING);
        builder.put("volumeWh", clearing.map(each -> each.volume().wh()).orElse(0L));
        builder.put("clearingPriceMicroPerKwh", Codecs.orNull(price(clearing)));
    }

    private static Optional<Long> price(Optional<ClearingRecord> clearing) {
        return clearing.flatMap(ClearingRecord::equilibrium)
                .map(Equilibrium::price)
                .map(price -> price.microPerKwh());
    }

    /** The session that began last before this one. */
    private static Optional<SessionRecord> previous(StateView view, SessionRecord session) {
        Optional<SessionRecord> previous = Optional.empty();
        int read = 0;
        for (SessionRecord other : view.list(Keys.all("session"), Type.SESSION)) {
            MarketQueries.requireNotTooLarge(read++);
            boolean before =
                    other.periodStarts().get(0).isBefore(session.periodStarts().get(0));
            boolean later = previous.isEmpty()
                    || previous.get()
                            .periodStarts()
                            .get(0)
                            .isBefore(other.periodStarts().get(0));
            previous = before && later ? Optional.of(other) : previous;
        }
        return previous;
    }

    private static Optional<Long> previousPrice(StateView view, Optional<SessionRecord> previous, int period) {
        return previous.filter(session -> period < session.periods())
                .flatMap(session -> price(view.find(Keys.clearing(session.sessionId(), period), Type.CLEARING)));
    }

    /** The largest of a side, its share, and the sum of the squares of all shares (Herfindahl and Hirschman). */
    private static void putConcentration(String side, Map<String, Long> whByParticipant, JsonObject.Builder builder) {
        long totalWh =
                whByParticipant.values().stream().mapToLong(Long::longValue).sum();
        String largest = "";
        long largestWh = 0;
        long squares = 0;
        for (Map.Entry<String, Long> each : whByParticipant.entrySet()) {
            long perMille = Proportion.floor(PER_MILLE, each.getValue(), totalWh);
            squares += perMille * perMille;
            if (each.getValue() > largestWh) {
                largest = each.getKey();
                largestWh = each.getValue();
            }
        }
        builder.put(side + "s", whByParticipant.size());
        builder.put("largest" + capitalised(side), largest);
        builder.put(
                "largest" + capitalised(side) + "PerMille",
                totalWh == 0 ? 0 : Proportion.floor(PER_MILLE, largestWh, totalWh));
        builder.put(side + "ConcentrationPerMille", squares / PER_MILLE);
    }

    private static String capitalised(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
