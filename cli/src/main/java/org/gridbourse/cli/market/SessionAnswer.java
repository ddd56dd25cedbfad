package org.gridbourse.cli.market;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonNull;
import org.gridbourse.market.json.JsonNumber;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.storage.CheckedStorage;
import org.gridbourse.market.storage.ClearedPeriod;
import org.gridbourse.market.storage.JointClearing;
import org.gridbourse.market.storage.SessionBook;
import org.gridbourse.solver.JointSolver;

/**
 * A session cleared, for programs and for people.
 *
 * @param session id of the session
 * @param clearing what it leads to
 * @param solver how it was found; empty where a proposal was only checked
 * @param fallback whether no valid proposal was found, so that the storages are idle
 */
record SessionAnswer(String session, JointClearing clearing, Optional<Solver> solver, boolean fallback) {
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Who found a proposal, and how long it took. */
    record Solver(String name, long millis) {}

    static Answer of(SessionReader.WrittenSession written) {
        try {
            SessionAnswer answer = clear(written);
            return new Answer(answer.json(), answer::text, false);
        } catch (RefusedException refused) {
            return Answer.refused(refused, JsonObject.builder().put("valid", false));
        }
    }

    private static SessionAnswer clear(SessionReader.WrittenSession written) {
        SessionBook book = written.byTheRules();
        if (written.proposal().isPresent()) {
            JointClearing checked = JointClearing.of(book, written.proposal().get());
            return new SessionAnswer(written.session(), checked, Optional.empty(), false);
        }
        if (book.storageOrders().isEmpty()) {
            JointClearing plain = JointClearing.withIdleStorages(book);
            return new SessionAnswer(written.session(), plain, Optional.empty(), false);
        }
        long started = System.nanoTime();
        Optional<JointSolver.Found> found = JointSolver.propose(book);
        Solver solver = new Solver(JointSolver.NAME, (System.nanoTime() - started) / NANOS_PER_MILLI);
        return new SessionAnswer(
                written.session(),
                found.map(JointSolver.Found::clearing).orElseGet(() -> JointClearing.withIdleStorages(book)),
                Optional.of(solver),
                found.isEmpty());
    }

    private JsonObject json() {
        List<JsonValue> prices = new ArrayList<>();
        List<JsonObject> periods = new ArrayList<>();
        for (int t = 0; t < clearing.periods().size(); t++) {
            ClearedPeriod period = clearing.periods().get(t);
            prices.add(price(period));
            periods.add(JsonObject.builder()
                    .put("period", t)
                    .put("volumeWh", period.volumeWh())
                    .put("fills", ClearingAnswer.array(period.fills(), ClearingAnswer::fill))
                    .put("trades", ClearingAnswer.array(period.trades(), ClearingAnswer::trade))
                    .build());
        }
        JsonObject.Builder json = JsonObject.builder()
                .put("valid", true)
                .put("session", session)
                .put("pricesMicroPerKwh", JsonArray.of(prices))
                .put("periods", JsonArray.of(periods))
                .put("storage", ClearingAnswer.array(clearing.storage(), SessionAnswer::storage))
                .put(
                        "score",
                        JsonObject.builder()
                                .put("gapNano", clearing.score().gapNano())
                                .put("priceNano", clearing.score().priceNano())
                                .build())
                .put("fallback", fallback);
        solver.ifPresent(by -> json.put(
                "solver",
                JsonObject.builder()
                        .put("name", by.name())
                        .put("millis", by.millis())
                        .build()));
        return json.build();
    }

    /** A period that takes no orders has price 0 in a proposal; without a trade outside of one there is none. */
    private JsonValue price(ClearedPeriod period) {
        if (period.price().isPresent()) {
            return new JsonNumber(period.price().get().microPerKwh());
        }
        return clearing.storage().isEmpty() ? JsonNull.NULL : new JsonNumber(0);
    }

    private static JsonObject storage(CheckedStorage storage) {
        return JsonObject.builder()
                .put("orderId", storage.order().orderId())
                .put("chargeWh", numbers(storage.schedule().chargeWh()))
                .put("dischargeWh", numbers(storage.schedule().dischargeWh()))
                .put("storedValuePicoPerMilliWh", numbers(storage.schedule().storedValuePicoPerMilliWh()))
                .put("throughputValuePicoPerMilliWh", storage.schedule().throughputValuePicoPerMilliWh())
                .put("profitNano", storage.profitNano())
                .put("boundNano", storage.boundNano())
                .put("gapNano", storage.gapNano())
                .build();
    }

    private static JsonArray numbers(List<Long> values) {
        List<JsonValue> numbers = new ArrayList<>(values.size());
        for (long value : values) {
            numbers.add(new JsonNumber(value));
        }
        return JsonArray.of(numbers);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        text.append("Session %s: %s%n".formatted(session, headline()));
        for (int t = 0; t < clearing.periods().size(); t++) {
            ClearedPeriod period = clearing.periods().get(t);
            text.append("  period %d: %s kWh%s%n"
                    .formatted(
                            t,
                            Decimals.exact(new Energy(period.volumeWh()), 3),
                            period.price()
                                    .map(price -> " at %s per kWh".formatted(Decimals.exact(price, 6)))
                                    .orElse("")));
        }
        for (CheckedStorage storage : clearing.storage()) {
            text.append("  storage %s of %s: its owner earns %s; no other schedule could exceed %s%n"
                    .formatted(
                            storage.order().orderId(),
                            storage.order().participantId(),
                            Decimals.exact(new Money(storage.profitNano()), 9),
                            Decimals.exact(new Money(storage.boundNano()), 9)));
        }
        return text.toString();
    }

    private String headline() {
        if (fallback) {
            return "no proposal passes; the storages are idle";
        }
        return clearing.storage().isEmpty()
                ? "cleared period by period"
                : "cleared jointly, proven to %s"
                        .formatted(Decimals.exact(new Money(clearing.score().gapNano()), 9));
    }
}
