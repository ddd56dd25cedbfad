package org.gridbourse.auditor.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes into somebody's pack, and what of others does not. */
class ParticipantRecordsTest {

    @Test
    void own_records_those_of_partners_and_postings_on_own_accounts_concern_a_participant() {
        assertThat(keysOf(
                        "a",
                        "fill/s-1/a/000 {'sessionId':'s-1','participantId':'a'}",
                        "fill/s-1/b/000 {'sessionId':'s-1','participantId':'b','trades':[{'partner':'a'}]}",
                        "default/s-1/c/001 {'sessionId':'s-1','participantId':'c','journal':[{'account':'wallet:a'}]}",
                        "fill/s-1/d/000 {'sessionId':'s-1','participantId':'d','trades':[{'partner':'c'}]}"))
                .containsExactly("fill/s-1/a/000", "fill/s-1/b/000", "default/s-1/c/001");
    }

    @Test
    void of_its_sessions_there_are_announcement_clearings_and_outages_for_all() {
        assertThat(keysOf(
                        "a",
                        "session/s-1 {'sessionId':'s-1'}",
                        "session/s-2 {'sessionId':'s-2'}",
                        "commit/s-1/a/001 {'sessionId':'s-1','participantId':'a'}",
                        "clearing/s-1/000 {'sessionId':'s-1','period':0}",
                        "clearing/s-2/000 {'sessionId':'s-2','period':0}",
                        "outage/s-1/storm {'sessionId':'s-1','participantIds':[]}",
                        "outage/s-1/fuse {'sessionId':'s-1','participantIds':['b']}",
                        "outage/s-1/tree {'sessionId':'s-1','participantIds':['a','b']}"))
                .containsExactly(
                        "session/s-1", "commit/s-1/a/001", "clearing/s-1/000", "outage/s-1/storm", "outage/s-1/tree");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wallet", "grid", "cash", "statement", "s-1", "m-1", "first", "fund", "storm"})
    void whoever_is_called_like_a_session_a_meter_an_account_or_a_kind_of_record_gets_nothing_of_others(String name) {
        assertThat(keysOf(
                        name,
                        "statement/s-1/b/000/001 {'sessionId':'s-1','participantId':'b','journal':[{'account':'wallet:b'},{'account':'grid:cash'},{'account':'fund'}]}",
                        "deposit/first {'depositId':'first','participantId':'b','journal':[{'account':'wallet:b'}]}",
                        "outage/s-1/storm {'sessionId':'s-1','participantIds':['b'],'reason':'%s'}".formatted(name),
                        "reading/s-1/b/000/m-1/001 {'sessionId':'s-1','participantId':'b','meterId':'m-1'}"))
                .isEmpty();
    }

    private static List<String> keysOf(String participantId, String... keysAndValues) {
        ParticipantRecords records = new ParticipantRecords(participantId);
        WrittenRecord.Source source = new WrittenRecord.Source(1, 0, "t", "f", "c", List.of(), Instant.EPOCH);
        for (String each : keysAndValues) {
            String key = each.substring(0, each.indexOf(' '));
            JsonObject value = (JsonObject)
                    Json.parse(each.substring(each.indexOf(' ') + 1).replace('\'', '"'));
            records.written(new WrittenRecord(source, key, key.substring(0, key.indexOf('/')), value));
        }
        return records.records().stream().map(WrittenRecord::key).toList();
    }
}
