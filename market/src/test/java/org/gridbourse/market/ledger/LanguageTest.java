package org.gridbourse.market.ledger;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonException;
import org.gridbourse.market.json.JsonNull;
import org.gridbourse.market.json.JsonNumber;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.StateRecord;
import org.gridbourse.market.request.AdvanceSession;
import org.gridbourse.market.request.AnnounceSession;
import org.gridbourse.market.request.ApproveRules;
import org.gridbourse.market.request.CancelSession;
import org.gridbourse.market.request.CommitOrders;
import org.gridbourse.market.request.DeclareOutage;
import org.gridbourse.market.request.DeregisterParticipant;
import org.gridbourse.market.request.ExchangeMeter;
import org.gridbourse.market.request.GiveConsent;
import org.gridbourse.market.request.MoveCash;
import org.gridbourse.market.request.OpenLedger;
import org.gridbourse.market.request.Ping;
import org.gridbourse.market.request.Prepay;
import org.gridbourse.market.request.ProposeClearing;
import org.gridbourse.market.request.ProposeRules;
import org.gridbourse.market.request.ProposeSchedules;
import org.gridbourse.market.request.ProveProposal;
import org.gridbourse.market.request.RecallConsent;
import org.gridbourse.market.request.RegisterMeter;
import org.gridbourse.market.request.RegisterParticipant;
import org.gridbourse.market.request.Request;
import org.gridbourse.market.request.RevealOrders;
import org.gridbourse.market.request.RotateMeterKey;
import org.gridbourse.market.request.SubmitReadings;
import org.gridbourse.market.request.UpdateParticipant;
import org.gridbourse.market.request.WithdrawOrders;
import org.junit.jupiter.api.Test;

/** The published language: every request and every record of the golden vectors, there and back. */
class LanguageTest {
    private static final Map<String, Function<Fields, ? extends Request>> REQUESTS = Map.ofEntries(
            entry(OpenLedger.FUNCTION, OpenLedger::read),
            entry(GiveConsent.FUNCTION, GiveConsent::read),
            entry(RecallConsent.FUNCTION, RecallConsent::read),
            entry(RegisterParticipant.FUNCTION, RegisterParticipant::read),
            entry(UpdateParticipant.FUNCTION, UpdateParticipant::read),
            entry(DeregisterParticipant.FUNCTION, DeregisterParticipant::read),
            entry(RegisterMeter.FUNCTION, RegisterMeter::read),
            entry(ExchangeMeter.FUNCTION, ExchangeMeter::read),
            entry(RotateMeterKey.FUNCTION, RotateMeterKey::read),
            entry(MoveCash.DEPOSIT, MoveCash::readDeposit),
            entry(MoveCash.WITHDRAW, MoveCash::readWithdrawal),
            entry(AnnounceSession.FUNCTION, AnnounceSession::read),
            entry(AdvanceSession.FUNCTION, AdvanceSession::read),
            entry(CancelSession.FUNCTION, CancelSession::read),
            entry(CommitOrders.FUNCTION, CommitOrders::read),
            entry(WithdrawOrders.FUNCTION, WithdrawOrders::read),
            entry(RevealOrders.FUNCTION, RevealOrders::read),
            entry(ProposeClearing.FUNCTION, ProposeClearing::read),
            entry(ProposeSchedules.FUNCTION, ProposeSchedules::read),
            entry(ProveProposal.FUNCTION, ProveProposal::read),
            entry(Prepay.FUNCTION, Prepay::read),
            entry(SubmitReadings.FUNCTION, SubmitReadings::read),
            entry(DeclareOutage.FUNCTION, DeclareOutage::read),
            entry(ProposeRules.FUNCTION, ProposeRules::read),
            entry(ApproveRules.FUNCTION, ApproveRules::read),
            entry(Ping.FUNCTION, Ping::read));

    /** A call of a function, or a record under its key. */
    private record Named(String name, JsonObject value) {}

    @Test
    void every_request_says_the_function_it_is_for_and_reads_what_it_writes() throws IOException {
        Set<String> functions = new TreeSet<>();
        for (Named call : calls()) {
            functions.add(call.name());
            Request request = Fields.read(call.value(), REQUESTS.get(call.name()));

            assertThat(request.function()).isEqualTo(call.name());
            assertThat((Request) Fields.read(request.toJson(), REQUESTS.get(call.name())))
                    .isEqualTo(request);
        }
        assertThat(functions).isEqualTo(MarketLedger.submitFunctions()).isEqualTo(REQUESTS.keySet());
    }

    @Test
    void every_record_is_found_by_its_key_and_written_as_it_was_read() throws IOException {
        Set<RecordType<?>> types = new HashSet<>();
        for (Named write : writes()) {
            RecordType<?> type = RecordType.ofKey(write.name()).orElseThrow();
            types.add(type);
            StateRecord record = type.read(Json.write(write.value()));

            assertThat(record).isInstanceOf(type.recordClass());
            assertThat(record.key()).isEqualTo(write.name());
            assertThat(record.toJson()).isEqualTo(write.value());
            assertThat(type.tryRead(write.value()).map(StateRecord::toJson)).contains(write.value());
        }
        assertThat(types).containsExactlyInAnyOrderElementsOf(RecordType.ALL);
    }

    @Test
    void a_member_that_a_later_market_added_is_refused_strictly_and_ignored_leniently() throws IOException {
        for (Named write : writes()) {
            RecordType<?> type = RecordType.ofKey(write.name()).orElseThrow();
            JsonObject later = with(write.value(), "zzzLater", new JsonNumber(1));

            assertThatThrownBy(() -> type.read(Json.write(later))).isInstanceOf(JsonException.class);
            assertThat(type.tryRead(later).map(StateRecord::toJson)).contains(write.value());
        }
    }

    @Test
    void a_record_of_which_one_member_is_of_another_kind_is_none() throws IOException {
        for (Named write : writes()) {
            RecordType<?> type = RecordType.ofKey(write.name()).orElseThrow();
            assertThat(type.tryRead("[" + Json.write(write.value()))).isEmpty();
            assertThat(type.tryRead("[]")).isEmpty();
            assertThat(type.tryRead("{}")).isEmpty();
            for (String member : write.value().members().keySet()) {
                JsonObject forged = with(write.value(), member, JsonArray.of(List.of(JsonNull.NULL)));
                assertThat(type.tryRead(forged))
                        .as("%s of %s", member, write.name())
                        .isEmpty();
            }
        }
    }

    @Test
    void a_key_that_the_market_does_not_write_has_no_type() {
        for (String key : List.of("", "fill", "fill/", "fill/s/a", "fill/s/a/0", "fill/s/a/000/1", "gift/s", "/s/a")) {
            assertThat(RecordType.ofKey(key)).as(key).isEmpty();
        }
        assertThat(RecordType.ofKey("fill/s/a/000")).contains(RecordType.FILL);
        assertThat(RecordType.ofKey("statement/s/a/000/001")).contains(RecordType.STATEMENT);
    }

    private static JsonObject with(JsonObject object, String name, JsonValue value) {
        JsonObject.Builder builder = JsonObject.builder();
        object.members().forEach((key, each) -> {
            if (!key.equals(name)) {
                builder.put(key, each);
            }
        });
        return builder.put(name, value).build();
    }

    private static List<Named> calls() throws IOException {
        List<Named> calls = new ArrayList<>();
        for (JsonObject step : steps()) {
            calls.add(new Named(text(step, "function"), (JsonObject) member(step, "request")));
        }
        return calls;
    }

    private static List<Named> writes() throws IOException {
        List<Named> writes = new ArrayList<>();
        for (JsonObject step : steps()) {
            step.get("writes").map(JsonObject.class::cast).ifPresent(all -> all.members()
                    .forEach((key, value) -> writes.add(new Named(key, (JsonObject) value))));
        }
        return writes;
    }

    private static List<JsonObject> steps() throws IOException {
        try (Stream<Path> vectors = Files.list(Vectors.folder())) {
            return vectors.sorted()
                    .flatMap(file -> Vectors.read(file).elements().stream())
                    .map(JsonObject.class::cast)
                    .toList();
        }
    }

    private static JsonValue member(JsonObject step, String name) {
        return step.get(name).orElseThrow();
    }

    private static String text(JsonObject step, String name) {
        return ((JsonText) member(step, name)).value();
    }
}
