package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.prepayment.BidBond;
import org.gridbourse.market.prepayment.BidBond.PeriodQuantity;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.query.Page;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.signature.MeterKey;
import org.gridbourse.market.signature.SignatureVerifier;
import org.gridbourse.market.state.Caller;
import org.gridbourse.market.state.InMemoryWorldState;
import org.gridbourse.market.state.Invocation;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.transaction.Outcome;
import org.gridbourse.market.transaction.SessionChange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random histories: valid and invalid transactions of several participants over many sessions, two base sessions at a time
 * and up to four that add to one of them. After every step money and energy balance; refused steps change nothing; the
 * history replayed comes to the same state.
 */
class HistoriesTest {

    @Test
    void random_histories_keep_the_books_at_every_step_and_replay_to_the_same_state() {
        Set<String> kinds = new TreeSet<>();
        for (long seed = 1; seed <= 6; seed++) {
            kinds.addAll(run(seed, 1_000));
        }

        // and they have been everywhere
        assertThat(kinds)
                .contains(
                        "CLOSED",
                        "CANCELLED",
                        "NOT_REVEALED",
                        "PREPAYMENT_DEFAULT",
                        "DELIVERY",
                        "ESTIMATED",
                        "correction",
                        "arrears:",
                        "exchange",
                        "outage",
                        "JOINED",
                        "SUBSTITUTED",
                        "UNMEASURED",
                        "compensation",
                        "payout");
    }

    @Test
    @Tag("long")
    void a_million_random_steps_keep_the_books() {
        for (long seed = 1_000; seed < 1_250; seed++) {
            run(seed, 4_000);
        }
    }

    /** Answers what came to pass. */
    private static Set<String> run(long seed, int steps) {
        History history = new History(seed);
        try {
            for (int step = 0; step < steps; step++) {
                history.step();
            }
            history.assertReplays();
        } catch (AssertionError | RuntimeException broken) {
            throw new AssertionError("seed %d, step %d: %s".formatted(seed, history.done.size(), broken), broken);
        }
        return history.kinds();
    }

    /** A history under way. */
    private static final class History {
        private static final List<String> PARTICIPANTS = List.of("a", "a-b", "b", "c", "d-1", "d-2");
        private static final SignatureVerifier EVERY_SIGNATURE_OF_ONE_BYTE = new SignatureVerifier() {
            @Override
            public boolean accepts(MeterKey key) {
                return true;
            }

            @Override
            public boolean verify(MeterKey key, byte[] message, byte[] signature) {
                return signature.length == 1;
            }
        };

        private static final List<Tariff> TARIFFS = List.of(
                tariff(830_000, 650_000, 10_000),
                tariff(830_000, 300_000, 10_000),
                tariff(830_000, 300_000, 10_000),
                tariff(830_000, 300_000, 10_000),
                tariff(300_000, -20_000, 10_000),
                tariff(300_000, -500_000, 0),
                tariff(650_000, 650_000, 150_000),
                tariff(-20_000, -100_000, 0),
                tariff(9_000_000_000L, -9_000_000_000L, 0));

        private static final List<Tariff> USUAL = Collections.nCopies(3, TARIFFS.get(0));

        private final RandomGenerator random;
        private final MarketLedger ledger = new MarketLedger(EVERY_SIGNATURE_OF_ONE_BYTE);
        private final InMemoryWorldState state = new InMemoryWorldState();
        private final RunningBooks books = new RunningBooks();
        private final EnergyBooks energy = new EnergyBooks();
        private final Map<String, Integer> consents = new TreeMap<>();
        private final List<Invocation> done = new ArrayList<>();
        private final Map<String, OrderSchedule> schedules = new TreeMap<>();
        private final Map<String, List<long[]>> registers = new TreeMap<>();
        private final Map<String, List<Tariff>> tariffs = new TreeMap<>();
        private final Map<String, Integer> adding = new TreeMap<>();
        private final List<String> open = new ArrayList<>();
        private int bases;

        History(long seed) {
            random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            submit(TestMarket.OPERATOR, "openLedger", TestMarket.request().put("simulated", true));
        }

        private static Tariff tariff(long retail, long feedIn, long gridFee) {
            return new Tariff(new UnitPrice(retail), new UnitPrice(feedIn), new UnitPrice(gridFee));
        }

        /** Mostly what suits the phase, sometimes anything, now and then the next phase. */
        void step() {
            int choice = random.nextInt(100);
            if (choice < 12) {
                lead();
            } else if (choice < 22) {
                anything();
            } else if (choice < 26) {
                odd();
            } else {
                suited();
            }
        }

        private void suited() {
            String session = session();
            Phase phase = phase(session);
            List<String> actors = random.nextInt(4) == 0 ? PARTICIPANTS : List.of(anyone());
            for (String id : actors) {
                switch (phase) {
                    case ANNOUNCED, CLEARED -> cash();
                    case QUOTATION -> commit(session, id);
                    case REVEAL -> reveal(session, id);
                    case PREPAYMENT -> prepay(session, id);
                    case DELIVERY, SETTLED -> read(session, id);
                    case CLOSED, JOINED, CANCELLED -> register();
                }
            }
        }

        private void anything() {
            switch (random.nextInt(6)) {
                case 0 -> register();
                case 1 -> cash();
                case 2 -> commit(session(), anyone());
                case 3 -> reveal(session(), anyone());
                case 4 -> prepay(session(), anyone());
                default -> read(session(), anyone());
            }
        }

        private String anyone() {
            return PARTICIPANTS.get(random.nextInt(PARTICIPANTS.size()));
        }

        /** Mostly one that is not over. */
        private String session() {
            if (open.isEmpty() || random.nextInt(10) == 0) {
                return base(Math.max(1, bases - random.nextInt(3)));
            }
            return open.get(random.nextInt(open.size()));
        }

        private static String base(int number) {
            return "s-" + number;
        }

        /** The number of a session's base, or of the session itself. */
        private static int baseOf(String session) {
            return Integer.parseInt(session.split("-")[1]);
        }

        private Phase phase(String session) {
            return state.get(Keys.phase(session))
                    .map(value -> RecordType.PHASE.read(value).phase())
                    .orElse(Phase.CLOSED);
        }

        private void register() {
            String id = anyone();
            submit(
                    TestMarket.OPERATOR,
                    "registerParticipant",
                    TestMarket.request()
                            .put("participantId", id)
                            .put("ownerId", "o-" + id)
                            .put("mspId", "NorthMSP")
                            .put("importLimitWh", 5_000)
                            .put("exportLimitWh", 5_000));
            for (String meter : List.of("m-" + id, "n-" + id)) {
                if (meter.startsWith("m") || random.nextInt(3) == 0) {
                    consented(
                            id,
                            "registerMeter",
                            meter,
                            TestMarket.request()
                                    .put("participantId", id)
                                    .put("meterId", meter)
                                    .put("connectionPoint", meter.endsWith("a") || meter.endsWith("b") ? "1" : "2")
                                    .put("algorithm", "ED25519")
                                    .put("publicKey", "AAAA")
                                    .put("importRegisterWh", 0)
                                    .put("exportRegisterWh", 0));
                }
            }
        }

        private void cash() {
            String id = anyone();
            if (random.nextInt(3) > 0) {
                submit(
                        TestMarket.OPERATOR,
                        "deposit",
                        cash("depositId", id).put("amountNano", random.nextLong(1, 200_000_000_000L)));
            } else {
                String withdrawalId = "c-" + random.nextInt(2_000);
                consented(
                        id,
                        "withdraw",
                        withdrawalId,
                        TestMarket.request()
                                .put("withdrawalId", withdrawalId)
                                .put("participantId", id)
                                .put("amountNano", random.nextLong(1, 3_000_000_000L)));
            }
        }

        private JsonObject.Builder cash(String idKey, String participantId) {
            return TestMarket.request().put(idKey, "c-" + random.nextInt(2_000)).put("participantId", participantId);
        }

        /** What the operator does, mostly with consent to it. */
        private void consented(String id, String function, String requestId, JsonObject.Builder body) {
            if (random.nextInt(10) > 0) {
                submit(
                        TestMarket.prosumer(id),
                        "giveConsent",
                        TestMarket.request()
                                .put("participantId", id)
                                .put("function", function)
                                .put("requestId", requestId)
                                .put("revision", consents.merge(function + requestId, 1, Integer::sum))
                                .put("bodyHash", CanonicalBytes.hash(Json.write(body.build())))
                                .put("expiresUtc", "2099-01-01T00:00:00Z"));
            }
            submit(TestMarket.OPERATOR, function, body);
        }

        private void commit(String session, String id) {
            int revision = lastRevision(session, id) + (random.nextInt(10) == 0 ? 0 : 1);
            OrderSchedule schedule = schedule(session);
            schedules.put(session + "/" + id + "/" + revision, schedule);
            submit(
                    TestMarket.prosumer(random.nextInt(20) == 0 ? anyone() : id),
                    "commitOrders",
                    TestMarket.request()
                            .put("sessionId", session)
                            .put("participantId", id)
                            .put("revision", revision)
                            .put("hash", TestMarket.hash(session, id, revision, schedule))
                            .put("declaredNano", declaredNano(session, schedule))
                            .put("autoPrepay", random.nextInt(3) == 0));
            if (random.nextInt(10) == 0) {
                submit(
                        TestMarket.prosumer(id),
                        "withdrawOrders",
                        TestMarket.request()
                                .put("sessionId", session)
                                .put("participantId", id)
                                .put("revision", revision + 1));
            }
        }

        /** Mostly enough. */
        private long declaredNano(String session, OrderSchedule schedule) {
            long risk = BidBond.atRisk(schedule.orders().stream()
                            .map(order -> new PeriodQuantity(
                                    order.quantity(), tariffs(session).get(order.period())))
                            .toList())
                    .nano();
            return Math.max(0, random.nextInt(12) == 0 ? risk / 2 : risk + risk * random.nextInt(60) / 100);
        }

        private List<Tariff> tariffs(String session) {
            return tariffs.getOrDefault(session, USUAL);
        }

        private int lastRevision(String session, String id) {
            int last = 0;
            for (StateEntry entry : state.scan(
                    Keys.inSession("commit", session, id), Keys.after(Keys.inSession("commit", session, id)))) {
                last = RecordType.COMMIT.read(entry.value()).revision();
            }
            return last;
        }

        private OrderSchedule schedule(String session) {
            List<PeriodOrder> orders = new ArrayList<>();
            for (int period = 0; period < tariffs(session).size(); period++) {
                Tariff tariff = tariffs(session).get(period);
                if (random.nextInt(4) > 0 && tariff.takesOrders()) {
                    orders.add(order(period, tariff, random.nextBoolean() ? Side.BUY : Side.SELL));
                }
            }
            return OrderSchedule.of(orders);
        }

        private PeriodOrder order(int period, Tariff tariff, Side side) {
            long band = tariff.band().microPerKwh();
            long margin = random.nextLong(0, band * 6 / 10 + 1);
            long stepMicro = (band - margin) / 4;
            List<OrderStep> steps = new ArrayList<>();
            for (int i = 0; i < (stepMicro > 0 ? 1 + random.nextInt(3) : 1); i++) {
                long off = margin + stepMicro * i;
                steps.add(OrderStep.of(
                        random.nextLong(1, 400),
                        side == Side.BUY
                                ? tariff.cap().microPerKwh() - off
                                : tariff.floor().microPerKwh() + off));
            }
            return new PeriodOrder(period, side, steps);
        }

        private void reveal(String session, String id) {
            int revision = Math.max(1, lastRevision(session, id));
            OrderSchedule schedule = schedules.getOrDefault(session + "/" + id + "/" + revision, schedule(session));
            submit(TestMarket.prosumer(id), "revealOrders", TestMarket.revelation(session, id, revision, schedule));
        }

        private void prepay(String session, String id) {
            submit(TestMarket.prosumer(id), "prepay", TestMarket.prepayment(session, id));
        }

        /** What the registers of a meter truly show at the end of a period of a session; they rise with the hours. */
        private long[] truth(String meter, int session, int period) {
            List<long[]> shown = registers.computeIfAbsent(meter, key -> new ArrayList<>(List.of(new long[2])));
            int hour = 3 * (session - 1) + period + 1;
            while (shown.size() <= hour) {
                long[] last = shown.get(shown.size() - 1);
                shown.add(new long[] {
                    last[0] + (random.nextInt(3) == 0 ? random.nextInt(1_500) : 0),
                    last[1] + (random.nextInt(3) == 0 ? random.nextInt(1_500) : 0)
                });
            }
            return shown.get(hour);
        }

        /** One period or several, the session's start, a correction, a substitute, a wrong register; often left out. */
        private void read(String of, String id) {
            String meter = (random.nextInt(6) == 0 ? "n-" : "m-") + id;
            int session = Math.max(1, baseOf(of) - (random.nextInt(5) == 0 ? 1 + random.nextInt(2) : 0));
            boolean substituted = random.nextInt(10) == 0;
            List<JsonObject> batch = new ArrayList<>();
            int first = random.nextInt(4) - 1;
            int last = random.nextInt(3) == 0 ? 2 : first;
            for (int period = first; period <= Math.max(first, last); period++) {
                long[] shown = truth(meter, session, period);
                long wrong = random.nextInt(12) == 0 ? random.nextLong(-200, 200) : 0;
                int hour = 3 * (session - 1) + period + 1;
                MeterReading reading = new MeterReading(
                        meter,
                        base(session),
                        period,
                        TestMarket.START.plusSeconds(3_600L * hour),
                        1 + random.nextInt(5) / 4,
                        new Registers(new Energy(Math.max(0, shown[0] + wrong)), new Energy(shown[1])),
                        hour + 1 + (random.nextInt(8) == 0 ? random.nextInt(3) : 0),
                        substituted ? Quality.SUBSTITUTED : Quality.MEASURED,
                        "");
                batch.add(TestMeter.json(reading, substituted ? "" : random.nextInt(30) == 0 ? "AAAA" : "AA=="));
            }
            submit(
                    substituted ? TestMarket.OPERATOR : TestMarket.NORTH_METERS,
                    "submitReadings",
                    TestMarket.request().put("readings", JsonArray.of(batch)));
        }

        private void odd() {
            switch (random.nextInt(8)) {
                case 0 ->
                    submit(
                            TestMarket.OPERATOR,
                            "cancelSession",
                            TestMarket.request()
                                    .put("sessionId", session())
                                    .put("reason", "no wind")
                                    .put("step", random.nextInt(2))
                                    .put("maxItems", 2));
                case 1 ->
                    submit(
                            TestMarket.OPERATOR,
                            "declareOutage",
                            TestMarket.request()
                                    .put("outageId", "o-" + random.nextInt(9))
                                    .put("sessionId", session())
                                    .put("periods", JsonArray.ofNumbers(List.of(random.nextInt(3))))
                                    .put("participantIds", JsonArray.of(List.of()))
                                    .put("reason", "a tree on the line"));
                case 2 ->
                    submit(
                            TestMarket.OPERATOR,
                            "deregisterParticipant",
                            TestMarket.request().put("participantId", "d-" + (1 + random.nextInt(2))));
                case 3 ->
                    done.stream()
                            .skip(random.nextInt(Math.max(1, done.size())))
                            .findFirst()
                            .ifPresent(again -> submit(again.caller(), again.function(), again.request()));
                default -> exchange();
            }
        }

        /** Meter n-c is exchanged during a session, with the registers that it shows. */
        private void exchange() {
            int period = random.nextInt(3);
            long[] shown = truth("n-c", Math.max(1, bases), period);
            consented(
                    "c",
                    "exchangeMeter",
                    "n-c-2",
                    TestMarket.request()
                            .put("participantId", "c")
                            .put("meterId", "n-c")
                            .put("closingImportRegisterWh", shown[0])
                            .put("closingExportRegisterWh", shown[1])
                            .put("newMeterId", "n-c-2")
                            .put("algorithm", "ED25519")
                            .put("publicKey", "AAAA")
                            .put("importRegisterWh", 0)
                            .put("exportRegisterWh", 0)
                            .put("sessionId", base(Math.max(1, bases)))
                            .put("period", period));
        }

        /** Two base sessions at most are under way, four at most add to one of them. */
        private void lead() {
            open.removeIf(session -> phase(session).isOver());
            long basesOpen = open.stream()
                    .filter(each -> each.equals(base(baseOf(each))))
                    .count();
            if (basesOpen == 0 || basesOpen == 1 && random.nextInt(8) == 0) {
                announce();
            } else if (random.nextInt(5) == 0) {
                add(base(baseOf(open.get(random.nextInt(open.size())))));
            } else {
                String session = open.get(random.nextInt(open.size()));
                submit(
                        TestMarket.OPERATOR,
                        "advanceSession",
                        TestMarket.advancement(session, phase(session), nextStep(session), 1 + random.nextInt(4)));
            }
        }

        private void announce() {
            bases++;
            String session = base(bases);
            List<Tariff> published = new ArrayList<>();
            for (int period = 0; period < 3; period++) {
                published.add(TARIFFS.get(random.nextInt(TARIFFS.size())));
            }
            tariffs.put(session, published);
            open.add(session);
            submit(
                    TestMarket.OPERATOR,
                    "announceSession",
                    TestMarket.announcement(
                            session,
                            TestMarket.START.plusSeconds(10_800L * (bases - 1)).toString(),
                            published.stream().map(Codecs::json).toList()));
        }

        /** Over some of the periods of a base session, for which it is in delivery or it is refused. */
        private void add(String base) {
            int number = adding.getOrDefault(base, 0) + 1;
            List<Integer> periods = IntStream.range(0, 3)
                    .filter(period -> random.nextBoolean())
                    .boxed()
                    .toList();
            if (number > 4 || periods.isEmpty() || !phase(base).equals(Phase.DELIVERY) && random.nextInt(4) > 0) {
                return;
            }
            String session = base + "-" + number;
            submit(
                    TestMarket.OPERATOR,
                    "announceSession",
                    TestMarket.request()
                            .put("sessionId", session)
                            .put(
                                    "addsTo",
                                    TestMarket.request()
                                            .put("sessionId", base)
                                            .put("periods", JsonArray.ofNumbers(periods))
                                            .build()));
            if (state.get(Keys.session(session)).isPresent()) {
                adding.put(base, number);
                tariffs.put(session, periods.stream().map(tariffs(base)::get).toList());
                open.add(session);
            }
        }

        private int nextStep(String session) {
            return state.get(Keys.phase(session))
                    .map(value -> RecordType.PHASE.read(value))
                    .map(phase -> SessionChange.nextStep(
                            phase, state.get(Keys.progress(session)).map(value -> RecordType.PROGRESS.read(value))))
                    .orElse(0);
        }

        private void submit(Caller caller, String function, JsonObject.Builder request) {
            submit(caller, function, Json.write(request.build()));
        }

        private void submit(Caller caller, String function, String request) {
            Invocation invocation = new Invocation(
                    TestMarket.CHANNEL,
                    function,
                    request,
                    caller,
                    Instant.ofEpochSecond(1_768_000_000L + done.size()),
                    "tx-" + done.size());
            done.add(invocation);
            try {
                Outcome outcome = ledger.submit(invocation, state);
                books.apply(state, outcome);
                state.apply(outcome.writes());
                books.assertBalanced(function);
                energy.apply(outcome.writes());
            } catch (RefusedException refused) {
                // Nothing was written: an outcome is what changes a state, and there is none.
                assertThat(refused.detail()).isNotBlank();
            }
        }

        Set<String> kinds() {
            Set<String> kinds = new TreeSet<>();
            books.posted.keySet().forEach(account -> kinds.add(account.substring(0, account.indexOf(':') + 1)));
            for (StateEntry entry : state.scan("", "~")) {
                switch (Keys.part(entry.key(), 0)) {
                    case "phase" ->
                        kinds.add(RecordType.PHASE.read(entry.value()).phase().name());
                    case "default" ->
                        kinds.add(RecordType.DEFAULT.read(entry.value()).cause().name());
                    case "creditevent" -> kinds.add(Keys.lastPart(entry.key()));
                    case "statement" -> {
                        kinds.add(entry.key().endsWith("/001") ? "statement" : "correction");
                        kinds.add(RecordType.STATEMENT
                                .read(entry.value())
                                .quality()
                                .name());
                    }
                    case "meter" ->
                        kinds.add(RecordType.METER.read(entry.value()).isActive() ? "meter" : "exchange");
                    default -> kinds.add(Keys.part(entry.key(), 0));
                }
            }
            return kinds;
        }

        void assertReplays() {
            InMemoryWorldState replayed = new InMemoryWorldState();
            for (Invocation invocation : done) {
                try {
                    replayed.apply(ledger.submit(invocation, replayed).writes());
                } catch (RefusedException refused) {
                    assertThat(refused.refusal()).isNotNull();
                }
            }
            assertThat(hash(replayed)).isEqualTo(hash(state));
            Books.assertBalanced(state);
        }
    }

    /** Books kept from the writes alone, so that a long history is checked at every step without reading it all. */
    private static final class RunningBooks {
        private final Map<String, Long> posted = new TreeMap<>();
        private final Map<String, AccountRecord> accounts = new TreeMap<>();

        void apply(InMemoryWorldState before, Outcome outcome) {
            outcome.writes().forEach((key, value) -> {
                JsonObject record = Page.json(new StateEntry(key, value));
                Optional<JsonArray> journal = record.get("journal").map(JsonArray.class::cast);
                journal.ifPresent(postings -> {
                    assertThat(before.get(key))
                            .as("a journal is written once: %s", key)
                            .isEmpty();
                    Books.add(postings, posted);
                });
                if (key.startsWith("account/")) {
                    AccountRecord account = RecordType.ACCOUNT.read(value);
                    accounts.put(account.participantId(), account);
                }
            });
        }

        void assertBalanced(String function) {
            long sum = 0;
            for (long nano : posted.values()) {
                sum += nano;
            }
            assertThat(sum).as("postings after %s", function).isZero();
            for (AccountRecord account : accounts.values()) {
                String id = account.participantId();
                assertThat(account.balances().wallet().isNegative())
                        .as("wallet of %s below zero after %s", id, function)
                        .isFalse();
                assertThat(account.balances().wallet().nano())
                        .as("wallet after %s", function)
                        .isEqualTo(of("wallet:" + id));
                assertThat(account.balances().arrears().nano())
                        .as("arrears after %s", function)
                        .isEqualTo(of("arrears:" + id));
                assertThat(account.locks().stream()
                                .mapToLong(lock -> lock.bidBond().nano())
                                .sum())
                        .isEqualTo(of("bidbond:" + id));
                assertThat(account.locks().stream()
                                .mapToLong(lock -> lock.escrow().nano())
                                .sum())
                        .isEqualTo(of("escrow:" + id));
                assertThat(account.locks().stream()
                                .mapToLong(lock -> lock.bond().nano())
                                .sum())
                        .isEqualTo(of("bond:" + id));
            }
        }

        private long of(String account) {
            return posted.getOrDefault(account, 0L);
        }
    }

    private static String hash(InMemoryWorldState state) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (StateEntry entry : state.scan("", "~")) {
                digest.update(entry.key().getBytes(StandardCharsets.UTF_8));
                digest.update(entry.value());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
