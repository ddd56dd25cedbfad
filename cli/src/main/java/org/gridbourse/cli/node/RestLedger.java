package org.gridbourse.cli.node;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.GatewayOption;
import org.gridbourse.cli.rest.RefusedCallException;
import org.gridbourse.cli.rest.Row;
import org.gridbourse.cli.signing.SignedTransactions;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonNumber;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.Limits;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StateRecord;
import org.gridbourse.market.request.Request;
import org.gridbourse.market.request.SubmitReadings;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.market.state.InMemoryWorldState;
import org.gridbourse.market.transaction.RuleVersions;
import org.gridbourse.node.trading.LedgerAccess;
import org.gridbourse.node.trading.NotReadyException;
import org.gridbourse.programs.SurroundingsException;

/**
 * The ledger as a node at home sees it: what the gateway-app last told, kept on disk. While nobody can be asked, sessions
 * whose delivery has begun by their own times are taken to deliver, so that devices are told on and meters read on.
 */
final class RestLedger implements LedgerAccess {
    private static final String NOBODY = "the gateway-app was not reached yet";

    private final GatewayClient gateway;
    private final SignedTransactions transactions;
    private final KeptText kept;
    private final InstantSource clock;
    private SortedMap<String, JsonObject> records = new TreeMap<>();
    private Map<String, long[]> traded = Map.of();
    private Optional<String> channel = Optional.empty();
    private Optional<Instant> contact = Optional.empty();
    private boolean reached;

    RestLedger(GatewayClient gateway, SignedTransactions transactions, Path file, InstantSource clock) {
        this.gateway = gateway;
        this.transactions = transactions;
        this.kept = new KeptText(file);
        this.clock = clock;
        kept.read().ifPresent(text -> take((JsonObject) Json.parse(text, Limits.FILE)));
    }

    /** When the gateway-app was last reached, by its clock, in this run or an earlier one. */
    Optional<Instant> contact() {
        return contact;
    }

    /**
     * Asks what has become of the ledger.
     *
     * @param ended sessions that ended since are in the answer too
     * @throws SurroundingsException if nobody answers
     */
    void refresh(Optional<Instant> ended) {
        reached = false;
        String since = ended.map(time -> "?since=" + time).orElse("");
        JsonObject answer = (JsonObject) gateway.get(path() + "/ledger" + since);
        kept.write(Json.write(answer));
        take(answer);
        reached = true;
    }

    private String path() {
        return "/api/participants/" + GatewayOption.encoded(transactions.participantId());
    }

    private void take(JsonObject answer) {
        Row row = new Row(answer);
        SortedMap<String, JsonObject> told = new TreeMap<>();
        row.rows("records")
                .forEach(each -> told.put(each.word("key"), each.row("record").object()));
        Map<String, long[]> net = new TreeMap<>();
        row.rows("traded").forEach(each -> net.put(each.word("sessionId"), numbers(each)));
        records = told;
        traded = net;
        channel = Optional.of(row.word("channel"));
        contact = Optional.of(Instant.parse(row.word("now")));
    }

    private static long[] numbers(Row traded) {
        return ((JsonArray) traded.object().get("netWh").orElseThrow())
                .elements().stream()
                        .mapToLong(number -> ((JsonNumber) number).value())
                        .toArray();
    }

    /** All sessions of which it was told, in the order of their ids. */
    List<String> sessions() {
        return records(RecordType.PHASE).stream().map(PhaseRecord::sessionId).toList();
    }

    private <T extends StateRecord> List<T> records(RecordType<T> type) {
        return records.subMap(type.keyPrefix(), type.keyPrefix() + Character.MAX_VALUE).values().stream()
                .flatMap(record -> type.tryRead(record).stream())
                .toList();
    }

    @Override
    public String channel() {
        return channel.orElseThrow(() -> new NotReadyException(NOBODY));
    }

    @Override
    public Optional<PhaseRecord> phase(String sessionId) {
        Optional<PhaseRecord> told = find("phase/" + sessionId, RecordType.PHASE);
        return reached ? told : told.map(phase -> byTheClock(phase, session(sessionId)));
    }

    private PhaseRecord byTheClock(PhaseRecord phase, Optional<SessionRecord> session) {
        Instant now = clock.instant();
        boolean delivers = session.filter(
                        each -> !each.isSimulated() && each.base().isEmpty())
                .filter(each -> !now.isBefore(each.startOf(0)))
                .isPresent();
        return delivers && phase.phase().isBefore(Phase.DELIVERY)
                ? new PhaseRecord(phase.sessionId(), Phase.DELIVERY, false, now)
                : phase;
    }

    @Override
    public Optional<SessionRecord> session(String sessionId) {
        return find("session/" + sessionId, RecordType.SESSION);
    }

    @Override
    public RuleSet rules(int version) {
        InMemoryWorldState state = new InMemoryWorldState();
        SortedMap<String, byte[]> rules = new TreeMap<>();
        records(RecordType.RULES)
                .forEach(each -> rules.put(each.key(), Json.write(each.toJson()).getBytes(StandardCharsets.UTF_8)));
        state.apply(rules);
        return RuleVersions.version(state, version);
    }

    @Override
    public <T extends StateRecord> Optional<T> find(String key, RecordType<T> type) {
        return Optional.ofNullable(records.get(key)).flatMap(type::tryRead);
    }

    @Override
    public <T extends StateRecord> List<T> own(RecordType<T> type, String sessionId) {
        return records.entrySet().stream()
                .filter(each -> type.isKey(each.getKey()))
                .filter(each -> type.sessionId(each.getKey()).equals(Optional.of(sessionId)))
                .filter(each -> type.participantId(each.getKey()).equals(Optional.of(transactions.participantId())))
                .flatMap(each -> type.tryRead(each.getValue()).stream())
                .toList();
    }

    @Override
    public long[] tradedWh(SessionRecord session) {
        return traded.getOrDefault(session.sessionId(), new long[session.periods()])
                .clone();
    }

    @Override
    public Optional<RefusedRequest> submit(Request request) {
        requireReached();
        try {
            SignedTransactions.Outcome outcome = transactions.submit(request);
            if (!outcome.isCommitted()) {
                throw new NotReadyException("%s ended in %s".formatted(request.function(), outcome.outcome()));
            }
            return Optional.empty();
        } catch (RefusedCallException refused) {
            return Optional.of(refusal(refused));
        } catch (SurroundingsException away) {
            throw away(away);
        }
    }

    @Override
    public List<Optional<RefusedRequest>> handIn(SubmitReadings readings) {
        requireReached();
        String sessionId = readings.readings().get(0).sessionId();
        JsonObject body = JsonObject.builder()
                .put(
                        "readings",
                        JsonArray.of(readings.readings().stream()
                                .map(RestLedger::json)
                                .toList()))
                .build();
        try {
            Row verdicts = new Row((JsonObject)
                    gateway.post("/api/sessions/%s/readings".formatted(GatewayOption.encoded(sessionId)), body));
            List<Optional<RefusedRequest>> each =
                    new ArrayList<>(Collections.nCopies(readings.readings().size(), Optional.empty()));
            verdicts.rows("refused")
                    .forEach(refused -> each.set(
                            Math.toIntExact(refused.whole("index")),
                            Optional.of(new RefusedRequest(refused.word("code"), refused.word("detail")))));
            return each;
        } catch (RefusedCallException refused) {
            return List.of(Optional.of(refusal(refused)));
        } catch (SurroundingsException away) {
            throw away(away);
        }
    }

    private static JsonObject json(MeterReading reading) {
        return JsonObject.builder()
                .put("meterId", reading.meterId())
                .put("period", reading.period())
                .put("revision", reading.revision())
                .put("importRegisterWh", reading.registers().imported().wh())
                .put("exportRegisterWh", reading.registers().exported().wh())
                .put("sequence", reading.sequence())
                .put("signature", reading.signature())
                .build();
    }

    private void requireReached() {
        if (!reached) {
            throw new NotReadyException(NOBODY);
        }
    }

    private static RefusedRequest refusal(RefusedCallException refused) {
        return new RefusedRequest(refused.code(), refused.getMessage());
    }

    private NotReadyException away(SurroundingsException away) {
        reached = false;
        return new NotReadyException(away.getMessage());
    }
}
