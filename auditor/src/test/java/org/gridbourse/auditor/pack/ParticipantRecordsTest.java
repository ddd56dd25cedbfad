package org.gridbourse.auditor.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.credit.CreditCause;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.money.Account;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.money.JournalWriter;
import org.gridbourse.market.money.JournalWriter.Transfer;
import org.gridbourse.market.money.Reason;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.CashRecord;
import org.gridbourse.market.record.CashRecord.Direction;
import org.gridbourse.market.record.ClearingRecord;
import org.gridbourse.market.record.DefaultRecord;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.OutageRecord;
import org.gridbourse.market.record.ReadingRecord;
import org.gridbourse.market.record.ReadingRecord.Series;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.SessionRecord.Announcement;
import org.gridbourse.market.record.StateRecord;
import org.gridbourse.market.tariff.Tariff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes into somebody's pack, and what of others does not. */
class ParticipantRecordsTest {

    @Test
    void own_records_those_of_partners_and_postings_on_own_accounts_concern_a_participant() {
        assertThat(keysOf("a", fill("a", "b"), fill("b", "a"), defaulted("c", "a"), fill("d", "c")))
                .containsExactly("fill/s-1/a/000", "fill/s-1/b/000", "default/s-1/c/001");
    }

    @Test
    void of_its_sessions_there_are_announcement_clearings_and_outages_for_all() {
        assertThat(keysOf(
                        "a",
                        session("s-1"),
                        session("s-2"),
                        fill("a", "b"),
                        clearing("s-1"),
                        clearing("s-2"),
                        outage("storm", "storm"),
                        outage("fuse", "fuse", "b"),
                        outage("tree", "tree", "a", "b")))
                .containsExactly(
                        "session/s-1", "fill/s-1/a/000", "clearing/s-1/000", "outage/s-1/storm", "outage/s-1/tree");
    }

    @Test
    void a_record_that_nobody_can_read_concerns_whom_its_key_and_its_postings_name() {
        JsonObject postings = defaulted("c", "a").toJson();
        assertThat(keysOf(
                        "a",
                        new WrittenRecord.Unread(
                                "fill/s-1/a/000", JsonObject.builder().build()),
                        new WrittenRecord.Unread(
                                "fill/s-1/b/000", JsonObject.builder().build()),
                        new WrittenRecord.Unread("statement/s-1/b/000/001", postings)))
                .containsExactly("fill/s-1/a/000", "statement/s-1/b/000/001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wallet", "grid", "cash", "default", "s-1", "m-1", "first", "fund", "storm"})
    void whoever_is_called_like_a_session_a_meter_an_account_or_a_kind_of_record_gets_nothing_of_others(String name) {
        assertThat(keysOf(name, defaulted("c", "b"), deposit("first", "b"), outage("storm", name, "b"), reading("b")))
                .isEmpty();
    }

    private static FillRecord fill(String participantId, String partner) {
        return new FillRecord(
                "s-1",
                participantId,
                0,
                Side.SELL,
                new Energy(5),
                new Energy(5),
                new UnitPrice(1),
                List.of(new FillRecord.Part("s-1-000-00001", partner, new Energy(5))));
    }

    private static DefaultRecord defaulted(String participantId, String compensated) {
        return new DefaultRecord(
                "s-1",
                participantId,
                1,
                CreditCause.PREPAYMENT_DEFAULT,
                new Money(5),
                List.of(),
                moved(Account.bidBond(participantId), Account.wallet(compensated), Reason.DEFAULT_COMPENSATION));
    }

    private static CashRecord deposit(String id, String participantId) {
        return new CashRecord(
                Direction.DEPOSIT,
                id,
                participantId,
                new Money(5),
                moved(Account.ISSUANCE, Account.wallet(participantId), Reason.DEPOSIT));
    }

    private static Journal moved(Account from, Account to, Reason reason) {
        JournalWriter writer = new JournalWriter();
        writer.transfer(new Transfer(from, to, new Money(5), reason));
        return writer.journal();
    }

    private static ReadingRecord reading(String participantId) {
        Registers registers = new Registers(Energy.ZERO, Energy.ZERO);
        return new ReadingRecord(
                participantId,
                Series.METER,
                new MeterReading("m-1", "s-1", 0, Instant.EPOCH, 1, registers, 1, Quality.MEASURED, "signed"));
    }

    private static SessionRecord session(String sessionId) {
        Tariff tariff = new Tariff(new UnitPrice(2), new UnitPrice(1), UnitPrice.ZERO);
        return new SessionRecord(
                sessionId,
                "CNY",
                1,
                60,
                List.of(Instant.EPOCH),
                List.of(tariff),
                Collections.emptySortedMap(),
                new Announcement(Instant.EPOCH, true),
                Optional.empty());
    }

    private static ClearingRecord clearing(String sessionId) {
        return new ClearingRecord(sessionId, 0, 0, Energy.ZERO, Optional.empty(), 0);
    }

    private static OutageRecord outage(String outageId, String reason, String... participantIds) {
        return new OutageRecord(outageId, "s-1", List.of(0), List.of(participantIds), reason);
    }

    private static List<String> keysOf(String participantId, StateRecord... all) {
        ParticipantRecords records = new ParticipantRecords(participantId);
        WrittenRecord.Source source = new WrittenRecord.Source(1, 0, "t", "f", "c", List.of(), Instant.EPOCH);
        for (StateRecord each : all) {
            records.written(WrittenRecord.of(source, each.key(), each.toJson()));
        }
        return records.records().stream().map(WrittenRecord::key).toList();
    }
}
