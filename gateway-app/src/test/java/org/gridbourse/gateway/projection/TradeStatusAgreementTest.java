package org.gridbourse.gateway.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.auditor.evidence.TradeLife;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.ledger.MarketLedger;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.TradeStatus;
import org.gridbourse.market.signature.JcaSignatureVerifier;
import org.gridbourse.market.state.Caller;
import org.gridbourse.market.state.InMemoryWorldState;
import org.gridbourse.market.state.Invocation;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Whoever asks where a trade stands gets one answer, after every transaction of a whole session. */
class TradeStatusAgreementTest {
    private static final String SESSION = "s-1";
    private static final Caller AUDITOR = new Caller("GridMSP", Optional.of("auditor"), Optional.empty());

    private final MarketLedger ledger = new MarketLedger(new JcaSignatureVerifier(Security.getProviders()[0]));
    private final InMemoryWorldState state = new InMemoryWorldState();
    private final JdbcTemplate database = database();
    private final LedgerView view = new LedgerView(database);
    private final TradeView trades = new TradeView(database, view);
    private final List<WrittenRecord> told = new ArrayList<>();
    private final List<ProjectionPart> parts =
            List.of(view, trades, new PostingView(database), new PhaseView(database));

    @Test
    void rest_ledger_and_evidence_say_the_same_of_every_trade_after_every_transaction() throws Exception {
        Set<TradeStatus> seen = EnumSet.noneOf(TradeStatus.class);
        Set<Phase> phases = EnumSet.noneOf(Phase.class);
        for (JsonObject step : steps()) {
            List<LedgerRecord> written = written(step);
            if (!written.isEmpty()) {
                commit(written);
            }
            for (TradeView.Trade trade : trades.of(SESSION, Optional.empty())) {
                assertThat(trade.status()).as("%s after %s", trade, step).isEqualTo(onLedger(trade.tradeId()));
                assertThat(evidence(trade.tradeId()))
                        .as("%s after %s", trade, step)
                        .hasValueSatisfying(summary -> assertThat(summary).endsWith(": " + trade.status()));
                seen.add(trade.status());
                phases.add(view.phase(SESSION).orElseThrow().phase());
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(TradeStatus.values());
        assertThat(phases).contains(Phase.CLEARED, Phase.PREPAYMENT, Phase.DELIVERY, Phase.SETTLED, Phase.CLOSED);
    }

    private void commit(List<LedgerRecord> written) {
        SortedMap<String, byte[]> writes = new TreeMap<>(Utf8Order.BYTES);
        written.forEach(
                record -> writes.put(record.key(), Json.write(record.value()).getBytes(StandardCharsets.UTF_8)));
        state.apply(writes);
        LedgerEvent event = new LedgerEvent(1, UUID.randomUUID().toString(), "Written", written, Instant.EPOCH);
        parts.forEach(part -> part.apply(event));
        WrittenRecord.Source source =
                new WrittenRecord.Source(1, 0, event.transactionId(), "", "", List.of(), Instant.EPOCH);
        written.forEach(record -> told.add(WrittenRecord.of(source, record.key(), record.value())));
    }

    /** What the auditor explains of a trade, from all records so far. */
    private Optional<String> evidence(String tradeId) throws AuditInputException {
        TradeLife life = new TradeLife(tradeId);
        told.forEach(life::written);
        return life.summary();
    }

    private TradeStatus onLedger(String tradeId) {
        String answer = ledger.evaluate(
                new Invocation("energy", "trade", "{\"tradeId\":\"" + tradeId + "\"}", AUDITOR, Instant.EPOCH, "t"),
                state);
        return Fields.readKnown(Json.parse(answer), fields -> fields.choice("status", TradeStatus.class));
    }

    private static List<JsonObject> steps() throws IOException {
        Path vector =
                Path.of(System.getProperty("gridbourse.root", ".."), "market/src/test/resources/vectors/day.json");
        return ((JsonArray) Json.parse(Files.readString(vector)))
                .elements().stream().map(JsonObject.class::cast).toList();
    }

    private static List<LedgerRecord> written(JsonObject step) {
        List<LedgerRecord> records = new ArrayList<>();
        if (step.get("writes").orElse(null) instanceof JsonObject writes) {
            for (Map.Entry<String, JsonValue> write : writes.members().entrySet()) {
                records.add(new LedgerRecord(write.getKey(), (JsonObject) write.getValue()));
            }
        }
        return records;
    }

    private static JdbcTemplate database() {
        DriverManagerDataSource source = new DriverManagerDataSource(
                "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1");
        new ResourceDatabasePopulator(new ClassPathResource("db/migration/V1__ledger_and_agents.sql")).execute(source);
        return new JdbcTemplate(source);
    }
}
