package org.gridbourse.auditor.ledger;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.gridbourse.auditor.fabric.Certificates;
import org.gridbourse.blocks.KeyOrder;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.ledger.MarketLedger;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.request.Answer;
import org.gridbourse.market.signature.JcaSignatureVerifier;
import org.gridbourse.market.signature.MeterKey;
import org.gridbourse.market.signature.SignatureVerifier;
import org.gridbourse.market.state.Caller;
import org.gridbourse.market.state.Invocation;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.state.WorldState;
import org.gridbourse.market.transaction.Outcome;
import org.gridbourse.network.identity.SigningIdentity;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeEndorsementInfo;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeValidationInfo;
import org.hyperledger.fabric.protos.peer.lifecycle.CommitChaincodeDefinitionArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.StateData;
import org.hyperledger.fabric.protos.peer.lifecycle.StateMetadata;

/**
 * An honest market played from a seed and written into blocks: participants of North and South, a session from announcement to
 * closing, with those who do not reveal, do not prepay, deliver short, read late or correct a reading, and with an outage.
 */
public final class MarketDay {
    private static final long UNIT = 1_000_000_000L;
    private static final long RETAIL = 830_000;
    private static final long FEED_IN = 650_000;
    private static final long GRID_FEE = 10_000;
    private static final Instant FIRST = Instant.parse("2026-01-15T00:00:00Z");

    private final TestChannel channel = TestChannel.shared();
    private final Random random;
    private final Size size;
    private final Manners manners;
    private final BlockWriter blocks;
    private final MarketLedger market;
    private final TreeMap<String, byte[]> state = new TreeMap<>(KeyOrder.UTF8);
    private final List<TransactionMaker> pending = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private Instant now = TestChannel.START;
    private int sessions;

    /** How much there is of it. */
    public record Size(int participants, int periods, int sessions) {}

    /** Makes blocks of transactions. */
    interface BlockWriter {
        /** Whether so many transactions are enough for a block. */
        boolean isFull(int transactions);

        void append(List<TransactionMaker> transactions);
    }

    /** One participant with its meter. */
    private static final class Node {
        private final String id;
        private final String organisation;
        private final KeyPair key;
        private long importWh;
        private long exportWh;
        private long sequence;

        Node(String id, String organisation, KeyPair key) {
            this.id = id;
            this.organisation = organisation;
            this.key = key;
        }

        String meterId() {
            return "m-" + id;
        }
    }

    /** How well the participants keep their word. */
    private enum Manners {
        /** Much goes wrong, and a change of phase takes many steps, so that a short ledger has all of it. */
        UNRULY(1, 5),
        /** They deliver what they offered, and mishaps are rare: the market lives on for years. */
        RELIABLE(40, 5_000);

        private final int patience;
        private final int itemsOfAStep;

        Manners(int patience, int itemsOfAStep) {
            this.patience = patience;
            this.itemsOfAStep = itemsOfAStep;
        }
    }

    private MarketDay(
            Random random, Manners manners, Size size, SignatureVerifier meterSignatures, BlockWriter blocks) {
        this.random = random;
        this.manners = manners;
        this.size = size;
        this.market = new MarketLedger(meterSignatures);
        this.blocks = blocks;
    }

    /** Plays the whole day. */
    public static TestLedger play(long seed, Size size) {
        Random random = new Random(seed);
        TestLedger ledger = new TestLedger(TestChannel.shared().genesis());
        BlockWriter writer = new BlockWriter() {
            @Override
            public boolean isFull(int transactions) {
                return random.nextInt(3) == 0;
            }

            @Override
            public void append(List<TransactionMaker> transactions) {
                ledger.append(
                        transactions.stream().map(TransactionMaker::envelope).toList(),
                        TestChannel.shared().orderer("Grid"));
            }
        };
        new MarketDay(random, Manners.UNRULY, size, new JcaSignatureVerifier(Certificates.PROVIDER), writer).play();
        ledger.recommit();
        return ledger;
    }

    /**
     * Plays many days into a folder of blocks, as {@code audit fetch} would write it; so long a ledger has no place in memory.
     *
     * @return how many blocks there are
     */
    public static long write(long seed, Size size, Path folder) {
        try (LedgerFiles files = new LedgerFiles(folder)) {
            // what a meter has just signed fits: the ledger's readers find out, its writer need not
            new MarketDay(new Random(seed), Manners.RELIABLE, size, new Trusting(), files).play();
            return files.height();
        }
    }

    private static final class Trusting implements SignatureVerifier {
        @Override
        public boolean accepts(MeterKey key) {
            return true;
        }

        @Override
        public boolean verify(MeterKey key, byte[] message, byte[] signature) {
            return true;
        }
    }

    private void play() {
        define();
        register();
        for (int i = 1; i <= size.sessions(); i++) {
            sessions = i;
            session("s" + i);
            withdraw(nodes.get(0), "w" + i);
        }
        cut();
    }

    private void define() {
        SigningIdentity[] peers = {channel.peer("Grid"), channel.peer("North"), channel.peer("South")};
        ByteString policy = ApplicationPolicy.newBuilder()
                .setSignaturePolicy(twoOfThreeWithGrid())
                .build()
                .toByteString();
        CommitChaincodeDefinitionArgs arguments = CommitChaincodeDefinitionArgs.newBuilder()
                .setSequence(1)
                .setName("market")
                .setVersion("1")
                .setValidationParameter(policy)
                .build();
        ChaincodeValidationInfo validation = ChaincodeValidationInfo.newBuilder()
                .setValidationPlugin("vscc")
                .setValidationParameter(policy)
                .build();
        TreeMap<String, byte[]> writes = new TreeMap<>();
        writes.put(
                "namespaces/fields/market/Collections",
                StateData.newBuilder().setBytes(ByteString.EMPTY).build().toByteArray());
        writes.put(
                "namespaces/fields/market/EndorsementInfo",
                StateData.newBuilder()
                        .setBytes(ChaincodeEndorsementInfo.newBuilder()
                                .setVersion("1")
                                .setEndorsementPlugin("escc")
                                .build()
                                .toByteString())
                        .build()
                        .toByteArray());
        writes.put(
                "namespaces/fields/market/Sequence",
                StateData.newBuilder().setInt64(1).build().toByteArray());
        writes.put(
                "namespaces/fields/market/ValidationInfo",
                StateData.newBuilder()
                        .setBytes(validation.toByteString())
                        .build()
                        .toByteArray());
        writes.put(
                "namespaces/metadata/market",
                StateMetadata.newBuilder()
                        .setDatatype("ChaincodeDefinition")
                        .addAllFields(List.of("Sequence", "EndorsementInfo", "ValidationInfo", "Collections"))
                        .build()
                        .toByteArray());
        pending.add(TransactionMaker.by(channel.admin("Grid"), random)
                .endorsedBy(peers)
                .at(tick())
                .calling(
                        "_lifecycle",
                        List.of(ByteString.copyFromUtf8("CommitChaincodeDefinition"), arguments.toByteString()))
                .writing("_lifecycle", writes));
        cut();
    }

    private void register() {
        operator("openLedger", request().put("simulated", true));
        for (int i = 1; i <= size.participants(); i++) {
            String organisation = i % 2 == 0 ? "South" : "North";
            String id = organisation.toLowerCase(java.util.Locale.ROOT) + "-" + i;
            Node node = new Node(id, organisation, keyPair());
            nodes.add(node);
            operator(
                    "registerParticipant",
                    request()
                            .put("participantId", id)
                            .put("ownerId", "owner-" + id)
                            .put("mspId", organisation + "MSP")
                            .put("importLimitWh", 20_000)
                            .put("exportLimitWh", 20_000));
            operator(
                    "registerMeter",
                    request()
                            .put("participantId", id)
                            .put("meterId", node.meterId())
                            .put("algorithm", "ECDSA_P256")
                            .put(
                                    "publicKey",
                                    Base64.getEncoder()
                                            .encodeToString(node.key.getPublic().getEncoded()))
                            .put("importRegisterWh", 0)
                            .put("exportRegisterWh", 0));
            operator(
                    "deposit",
                    request()
                            .put("depositId", "d-" + id)
                            .put("participantId", id)
                            .put("amountNano", manners.patience * 5_000L * UNIT));
        }
    }

    /** A little of what a participant has, with its consent. */
    private void withdraw(Node node, String withdrawalId) {
        JsonObject.Builder withdrawal = request()
                .put("withdrawalId", withdrawalId)
                .put("participantId", node.id)
                .put("amountNano", 1);
        tryProsumer(
                node,
                "giveConsent",
                request()
                        .put("participantId", node.id)
                        .put("function", "withdraw")
                        .put("requestId", withdrawalId)
                        .put("revision", 1)
                        .put("bodyHash", CanonicalBytes.hash(Json.write(withdrawal.build())))
                        .put("expiresUtc", "2099-01-01T00:00:00Z"));
        operator("withdraw", withdrawal);
    }

    private void session(String id) {
        List<JsonObject> tariffs = new ArrayList<>();
        for (int i = 0; i < size.periods(); i++) {
            tariffs.add(request()
                    .put("retailMicroPerKwh", RETAIL)
                    .put("feedInMicroPerKwh", FEED_IN)
                    .put("gridFeeMicroPerKwh", GRID_FEE)
                    .build());
        }
        operator(
                "announceSession",
                request()
                        .put("sessionId", id)
                        .put("currency", "CNY")
                        .put("startUtc", start(0).toString())
                        .put("periodMinutes", 60)
                        .put("tariffs", JsonArray.of(tariffs)));
        advance(id, "ANNOUNCED");
        Map<Node, Sealed> sealed = new TreeMap<>((left, right) -> left.id.compareTo(right.id));
        nodes.forEach(node -> commit(id, node).ifPresent(orders -> sealed.put(node, orders)));
        advance(id, "QUOTATION");
        sealed.forEach((node, orders) -> {
            if (!mishap(10)) {
                reveal(id, node, orders);
            }
        });
        advance(id, "REVEAL");
        advance(id, "CLEARED");
        nodes.forEach(node -> {
            if (!mishap(8)) {
                tryProsumer(node, "prepay", request().put("sessionId", id).put("participantId", node.id));
            }
        });
        advance(id, "PREPAYMENT");
        nodes.forEach(node -> deliver(id, node, Optional.ofNullable(sealed.get(node))));
        if (size.periods() > 1) {
            operator(
                    "declareOutage",
                    request()
                            .put("outageId", "o-1")
                            .put("sessionId", id)
                            .put("periods", JsonArray.ofNumbers(List.of(1)))
                            .put(
                                    "participantIds",
                                    JsonArray.ofTexts(nodes.stream()
                                            .map(node -> node.id)
                                            .filter(each -> each.startsWith("north"))
                                            .sorted()
                                            .toList()))
                            .put("reason", "a tree on the line"));
        }
        advance(id, "DELIVERY");
        nodes.forEach(node -> {
            if (mishap(5)) {
                readLastPeriod(id, node, 2);
            }
        });
        advance(id, "SETTLED");
    }

    /** What was sealed, to be opened later. */
    private record Sealed(String salt, OrderSchedule schedule) {}

    private Optional<Sealed> commit(String session, Node node) {
        Sealed sealed = new Sealed(salt(), schedule());
        String hash = CanonicalBytes.ordersHash(
                new CanonicalBytes.Binding(TestChannel.NAME, session, node.id, 1), sealed.salt(), sealed.schedule());
        return tryProsumer(
                        node,
                        "commitOrders",
                        request()
                                .put("sessionId", session)
                                .put("participantId", node.id)
                                .put("revision", 1)
                                .put("hash", hash)
                                .put("declaredNano", size.periods() * 5_000L * (RETAIL - GRID_FEE - FEED_IN))
                                .put("autoPrepay", false))
                ? Optional.of(sealed)
                : Optional.empty();
    }

    private void reveal(String session, Node node, Sealed orders) {
        List<JsonObject> schedule = new ArrayList<>();
        for (PeriodOrder order : orders.schedule().orders()) {
            schedule.add(request()
                    .put("period", order.period())
                    .put("side", order.side().name())
                    .put(
                            "steps",
                            JsonArray.of(order.steps().stream()
                                    .map(step -> request()
                                            .put("quantityWh", step.quantity().wh())
                                            .put(
                                                    "limitPriceMicroPerKwh",
                                                    step.limit().microPerKwh())
                                            .build())
                                    .toList()))
                    .build());
        }
        tryProsumer(
                node,
                "revealOrders",
                request()
                        .put("sessionId", session)
                        .put("participantId", node.id)
                        .put("revision", 1)
                        .put("salt", orders.salt())
                        .put("schedule", JsonArray.of(schedule)));
    }

    private OrderSchedule schedule() {
        List<PeriodOrder> orders = new ArrayList<>();
        for (int period = 0; period < size.periods(); period++) {
            if (random.nextInt(6) > 0) {
                boolean buys = random.nextBoolean();
                long price = FEED_IN + random.nextInt((int) (RETAIL - GRID_FEE - FEED_IN));
                long worse = buys ? Math.max(FEED_IN, price - 7_000) : Math.min(RETAIL - GRID_FEE, price + 7_000);
                List<OrderStep> steps = new ArrayList<>();
                steps.add(OrderStep.of(1 + random.nextInt(3_000), price));
                if (worse != price) {
                    steps.add(OrderStep.of(1 + random.nextInt(2_000), worse));
                }
                orders.add(new PeriodOrder(period, buys ? Side.BUY : Side.SELL, steps));
            }
        }
        return OrderSchedule.of(orders);
    }

    /** One session after the other. */
    private Instant start(int period) {
        return FIRST.plus(Duration.ofHours((sessions - 1L) * size.periods() + period));
    }

    private boolean mishap(int oneIn) {
        return random.nextInt(oneIn * manners.patience) == 0;
    }

    private void deliver(String session, Node node, Optional<Sealed> orders) {
        if (mishap(12)) {
            return; // its meter stays silent
        }
        List<JsonObject> readings = new ArrayList<>();
        for (int period = 0; period < size.periods(); period++) {
            flow(node, period, orders);
            boolean lost = mishap(15) && period < size.periods() - 1;
            if (!lost) {
                readings.add(reading(session, node, period, 1));
            }
        }
        meterman(node, request().put("readings", JsonArray.of(readings)));
    }

    /** What went through the meter: whatever it may be, or all that was ordered. */
    private void flow(Node node, int period, Optional<Sealed> orders) {
        if (manners == Manners.UNRULY) {
            node.importWh += random.nextInt(4_000);
            node.exportWh += random.nextInt(4_000);
            return;
        }
        orders.stream()
                .flatMap(opened -> opened.schedule().orders().stream())
                .filter(order -> order.period() == period)
                .forEach(order -> {
                    long wh = order.steps().stream()
                            .mapToLong(step -> step.quantity().wh())
                            .sum();
                    if (order.side() == Side.BUY) {
                        node.importWh += wh;
                    } else {
                        node.exportWh += wh;
                    }
                });
    }

    private void readLastPeriod(String session, Node node, int revision) {
        if (node.sequence > 0) {
            node.importWh += 1 + random.nextInt(100);
            meterman(
                    node,
                    request()
                            .put(
                                    "readings",
                                    JsonArray.of(List.of(reading(session, node, size.periods() - 1, revision)))));
        }
    }

    private JsonObject reading(String session, Node node, int period, int revision) {
        node.sequence++;
        MeterReading unsigned = new MeterReading(
                node.meterId(),
                session,
                period,
                start(period + 1),
                revision,
                new Registers(new Energy(node.importWh), new Energy(node.exportWh)),
                node.sequence,
                MeterReading.Quality.MEASURED,
                "");
        return request()
                .put("meterId", node.meterId())
                .put("sessionId", session)
                .put("period", period)
                .put("endUtc", start(period + 1).toString())
                .put("revision", revision)
                .put("importRegisterWh", node.importWh)
                .put("exportRegisterWh", node.exportWh)
                .put("sequence", node.sequence)
                .put("quality", "MEASURED")
                .put("signature", sign(node, CanonicalBytes.reading(TestChannel.NAME, unsigned)))
                .build();
    }

    private static String sign(Node node, byte[] message) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA", Certificates.PROVIDER);
            signature.initSign(node.key.getPrivate());
            signature.update(message);
            byte[] der = signature.sign();
            return Base64.getEncoder().encodeToString(org.gridbourse.fabric.identity.LowS.of(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void advance(String session, String from) {
        for (int step = 0; ; step++) {
            JsonObject answer = operator(
                    "advanceSession",
                    request()
                            .put("sessionId", session)
                            .put("from", from)
                            .put("step", step)
                            .put("maxItems", manners.itemsOfAStep));
            if (Answer.read(Json.write(answer)).done()) {
                return;
            }
        }
    }

    private JsonObject operator(String function, JsonObject.Builder request) {
        return submit(
                channel.operator(),
                new Caller("GridMSP", Optional.of("operator"), Optional.empty()),
                function,
                request.build());
    }

    private boolean tryProsumer(Node node, String function, JsonObject.Builder request) {
        try {
            submit(
                    channel.prosumer(node.organisation, node.id),
                    new Caller(node.organisation + "MSP", Optional.of("prosumer"), Optional.of(node.id)),
                    function,
                    request.build());
            return true;
        } catch (RefusedException refused) {
            return false; // a market is allowed to say no; nothing was written
        }
    }

    private void meterman(Node node, JsonObject.Builder request) {
        tryProsumer(node, "submitReadings", request);
    }

    private JsonObject submit(SigningIdentity creator, Caller caller, String function, JsonObject request) {
        TransactionMaker maker = TransactionMaker.by(creator, random).at(tick());
        String text = Json.write(request);
        Outcome outcome = market.submit(
                new Invocation(TestChannel.NAME, function, text, caller, now, maker.transactionId()), new State());
        state.putAll(outcome.writes());
        TransactionMaker whole = maker.endorsedBy(
                        channel.peer("Grid"), channel.peer(random.nextBoolean() ? "North" : "South"))
                .calling("market", function, text)
                .writing("market", outcome.writes())
                .answering(outcome.response());
        pending.add(outcome.event()
                .map(event -> whole.announcing(event.name(), event.payload()))
                .orElse(whole));
        if (blocks.isFull(pending.size())) {
            cut();
        }
        return (JsonObject) Json.parse(outcome.response());
    }

    private void cut() {
        if (!pending.isEmpty()) {
            blocks.append(List.copyOf(pending));
            pending.clear();
        }
    }

    private final class State implements WorldState {
        @Override
        public Optional<byte[]> get(String key) {
            return Optional.ofNullable(state.get(key));
        }

        @Override
        public Iterable<StateEntry> scan(String startInclusive, String endExclusive) {
            return state.subMap(startInclusive, endExclusive).entrySet().stream()
                    .map(entry -> new StateEntry(entry.getKey(), entry.getValue()))
                    .toList();
        }
    }

    private Instant tick() {
        now = now.plusSeconds(1);
        return now;
    }

    private String salt() {
        byte[] salt = new byte[32];
        random.nextBytes(salt);
        return HexFormat.of().formatHex(salt);
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonObject.Builder request() {
        return JsonObject.builder();
    }

    /** Grid and one of the others. */
    private static SignaturePolicyEnvelope twoOfThreeWithGrid() {
        SignaturePolicyEnvelope.Builder envelope = SignaturePolicyEnvelope.newBuilder();
        for (String mspId : List.of("GridMSP", "NorthMSP", "SouthMSP")) {
            envelope.addIdentities(MSPPrincipal.newBuilder()
                    .setPrincipalClassification(MSPPrincipal.Classification.ROLE)
                    .setPrincipal(MSPRole.newBuilder()
                            .setMspIdentifier(mspId)
                            .setRole(MSPRole.MSPRoleType.PEER)
                            .build()
                            .toByteString()));
        }
        return envelope.setRule(outOf(2, by(0), outOf(1, by(1), by(2)))).build();
    }

    private static SignaturePolicy by(int principal) {
        return SignaturePolicy.newBuilder().setSignedBy(principal).build();
    }

    private static SignaturePolicy outOf(int n, SignaturePolicy... rules) {
        return SignaturePolicy.newBuilder()
                .setNOutOf(SignaturePolicy.NOutOf.newBuilder().setN(n).addAllRules(List.of(rules)))
                .build();
    }
}
