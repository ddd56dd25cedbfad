package org.gridbourse.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.ledger.Cheat;
import org.gridbourse.auditor.ledger.MarketDay;
import org.gridbourse.auditor.ledger.TestChannel;
import org.gridbourse.auditor.ledger.TestLedger;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.record.StateRecord;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Endorsed by Grid and North, sent by its own creator, sealed and committed anew: only the figures are wrong. */
class EconomicCheatingTest {
    private static final TestLedger HONEST = MarketDay.play(11, new MarketDay.Size(5, 3, 1));

    static Stream<Arguments> cheats() {
        return Stream.of(
                Arguments.of("clearing/", number("clearingPriceMicroPerKwh", 1), FindingCode.CLEARING_WRONG),
                Arguments.of("clearing/", number("volumeWh", 1), FindingCode.CLEARING_WRONG),
                Arguments.of("fill/", number("filledWh", -1), FindingCode.FILL_WRONG),
                Arguments.of("fill/", number("quantityWh", 1), FindingCode.FILL_WRONG),
                Arguments.of("fill/", inventedTrade(), FindingCode.TRADE_INVENTED),
                Arguments.of("prepayment/", number("escrowNano", -1_000_000), FindingCode.PREPAYMENT_WRONG),
                Arguments.of("position/", number("bidBondNano", -1), FindingCode.PREPAYMENT_WRONG),
                Arguments.of("reading/", number("exportRegisterWh", 500), FindingCode.READING_WRONG),
                Arguments.of("statement/", number("netNano", 1), FindingCode.SETTLEMENT_WRONG),
                Arguments.of("statement/", number("amountNano", 1), FindingCode.SETTLEMENT_WRONG),
                Arguments.of("creditevent/", number("after", 50), FindingCode.CREDIT_WRONG),
                Arguments.of("account/", number("walletNano", 1), FindingCode.ACCOUNT_WRONG),
                Arguments.of("deposit/", number("amountNano", 1), FindingCode.CASH_WRONG),
                Arguments.of("commit/", number("bidBondNano", -1), FindingCode.ORDERS_WRONG),
                Arguments.of("orders/", number("limitPriceMicroPerKwh", 1), FindingCode.ORDERS_WRONG),
                Arguments.of("session/", number("feedInMicroPerKwh", 1), FindingCode.SESSION_WRONG),
                Arguments.of("participant/", number("importLimitWh", 1_000), FindingCode.REGISTRATION_WRONG));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("cheats")
    void a_record_that_the_rules_do_not_give_is_found_by_its_own_code(
            String key, UnaryOperator<String> edit, FindingCode code) throws Exception {
        TestLedger ledger = HONEST.copy();
        Cheat cheat = new Cheat(ledger);
        Cheat.Place place = cheat.find(
                write -> write.getKey().startsWith(key) && !edited(write, edit).equals(text(write)));
        cheat.change(place, parts -> {
            String exact = parts.writes.getWritesList().stream()
                    .filter(write -> write.getKey().startsWith(key)
                            && !edited(write, edit).equals(text(write)))
                    .findFirst()
                    .orElseThrow()
                    .getKey();
            parts.edit(exact, edit);
        });
        assertFound(ledger, code, place.block());
    }

    @Test
    void a_reading_altered_after_the_meter_signed_it_is_found() throws Exception {
        TestLedger ledger = HONEST.copy();
        Cheat cheat = new Cheat(ledger);
        Cheat.Place place = cheat.find("reading/");
        cheat.change(place, parts -> {
            parts.editRequest(number("importRegisterWh", 1));
            parts.edit("reading/", number("importRegisterWh", 1));
        });
        // of a batch only this reading is refused: what was written of it all the same is explained by nothing
        assertFound(ledger, FindingCode.WRITE_UNEXPLAINED, place.block());
    }

    @Test
    void orders_other_than_the_sealed_ones_are_found() throws Exception {
        TestLedger ledger = HONEST.copy();
        Cheat cheat = new Cheat(ledger);
        Cheat.Place place = cheat.find("orders/");
        cheat.change(place, parts -> {
            parts.editRequest(number("quantityWh", 1));
            parts.edit("orders/", number("quantityWh", 1));
        });
        assertFound(ledger, FindingCode.REVEAL_MISMATCH, place.block());
    }

    @Test
    void a_record_that_nobody_asked_for_is_found() throws Exception {
        TestLedger ledger = HONEST.copy();
        Cheat cheat = new Cheat(ledger);
        Cheat.Place place = cheat.find("deposit/");
        cheat.change(
                place,
                parts -> parts.writes.addWrites(KVWrite.newBuilder()
                        .setKey("gift/north-1")
                        .setValue(ByteString.copyFromUtf8("{\"amountNano\":1}"))));
        assertFound(ledger, FindingCode.WRITE_UNEXPLAINED, place.block());
    }

    @Test
    void a_record_left_out_is_found() throws Exception {
        TestLedger ledger = HONEST.copy();
        Cheat cheat = new Cheat(ledger);
        Cheat.Place place = cheat.find("creditevent/");
        cheat.change(place, parts -> parts.leaveOut("creditevent/"));
        assertFound(ledger, FindingCode.WRITE_MISSING, place.block());
    }

    @Test
    void an_outage_declared_by_somebody_who_is_not_the_operator_is_found() throws Exception {
        TestLedger ledger = HONEST.copy();
        Cheat cheat = new Cheat(ledger);
        Cheat.Place place = cheat.find("outage/");
        cheat.resend(place, TestChannel.shared().prosumer("North", "north-1"));
        assertFound(ledger, FindingCode.REFUSAL_IGNORED, place.block());
    }

    @Test
    void an_outage_that_excuses_others_than_was_asked_for_is_found() throws Exception {
        TestLedger ledger = HONEST.copy();
        Cheat cheat = new Cheat(ledger);
        Cheat.Place place = cheat.find("outage/");
        cheat.change(place, parts -> parts.edit("outage/", json -> json.replace("north-1", "south-2")));
        assertFound(ledger, FindingCode.SESSION_WRONG, place.block());
    }

    @Test
    void an_outage_left_out_of_the_ledger_is_found_by_the_credit_that_was_not_taken() throws Exception {
        TestLedger ledger = MarketDay.play(14, new MarketDay.Size(7, 3, 1));
        Cheat cheat = new Cheat(ledger);
        Cheat.Place place = cheat.find("outage/");
        cheat.leaveOut(place);
        assertThat(ledger.audit().findings())
                .extracting(Finding::detail)
                .anyMatch(detail -> detail.contains("creditevent/"));
    }

    @Test
    void any_step_of_a_session_left_out_is_found() throws Exception {
        List<Cheat.Place> steps = new Cheat(HONEST).calls("advanceSession");
        assertThat(steps).as("one change of phase needs several").hasSizeGreaterThan(7);
        // the last one would be a ledger cut off at its end
        for (Cheat.Place place : steps.subList(0, steps.size() - 1)) {
            TestLedger ledger = HONEST.copy();
            new Cheat(ledger).leaveOut(place);
            assertThat(ledger.audit().isValid()).as("without %s", place).isFalse();
        }
    }

    @Test
    void another_answer_and_another_event_are_found() throws Exception {
        TestLedger ledger = HONEST.copy();
        Cheat cheat = new Cheat(ledger);
        Cheat.Place place = cheat.find("deposit/");
        cheat.change(place, parts -> {
            parts.action.getResponseBuilder().setPayload(ByteString.copyFromUtf8("{\"alreadyDone\":true}"));
            parts.action.clearEvents();
        });
        assertFound(ledger, FindingCode.RESPONSE_WRONG, place.block());
        assertFound(ledger, FindingCode.EVENT_WRONG, place.block());
    }

    @Test
    void a_deposit_that_balances_nowhere_is_found_by_the_books_as_well() throws Exception {
        TestLedger ledger = HONEST.copy();
        Cheat cheat = new Cheat(ledger);
        Cheat.Place place = cheat.find("account/");
        cheat.change(place, parts -> parts.edit("account/", number("walletNano", 7)));
        assertFound(ledger, FindingCode.BALANCE_MISMATCH, place.block());
    }

    @Test
    void a_forged_record_that_no_longer_reads_is_a_finding_and_no_row() throws Exception {
        TestLedger ledger = HONEST.copy();
        Cheat cheat = new Cheat(ledger);
        Cheat.Place place = cheat.find("statement/");
        cheat.change(
                place, parts -> parts.edit("statement/", json -> json.replaceFirst("\"overWh\":", "\"overWh\":-1")));
        List<StateRecord> read = new ArrayList<>();
        AuditReport report = Audit.trusting(TestChannel.shared().genesis())
                .recordsTo(record -> read.add(record.record()))
                .verify(ledger.source());
        assertThat(report.findings()).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo(FindingCode.RECORD_UNREADABLE);
            assertThat(finding.block()).hasValue(place.block());
        });
        assertThat(read).filteredOn(WrittenRecord.Unread.class::isInstance).hasSize(1);
    }

    private static void assertFound(TestLedger ledger, FindingCode code, int block) throws Exception {
        AuditReport report = ledger.audit();
        assertThat(report.isValid()).isFalse();
        assertThat(report.findings()).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.block()).hasValue(block);
        });
    }

    private static String edited(KVWrite write, UnaryOperator<String> edit) {
        return edit.apply(text(write));
    }

    private static String text(KVWrite write) {
        return write.getValue().toStringUtf8();
    }

    /** Adds to the first number of this name. */
    static UnaryOperator<String> number(String name, long difference) {
        Pattern pattern = Pattern.compile("(\"" + name + "\":)(-?\\d+)");
        return json -> {
            Matcher matcher = pattern.matcher(json);
            return matcher.find()
                    ? matcher.replaceFirst(matcher.group(1) + (Long.parseLong(matcher.group(2)) + difference))
                    : json;
        };
    }

    private static UnaryOperator<String> inventedTrade() {
        return json -> json.replace(
                "\"trades\":[", "\"trades\":[{\"partner\":\"north-1\",\"quantityWh\":1,\"tradeId\":\"s1-000-00099\"},");
    }
}
