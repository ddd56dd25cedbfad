package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonNumber;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.state.InMemoryWorldState;
import org.gridbourse.market.state.StateEntry;

/** All postings of a ledger, added up. */
final class Books {
    private Books() {}

    /** Balances by account, from every journal in the state. */
    static SortedMap<String, Long> fromJournals(InMemoryWorldState state) {
        SortedMap<String, Long> balances = new TreeMap<>();
        for (StateEntry entry : state.scan("", "~")) {
            JsonObject record = (JsonObject) Json.parse(new String(entry.value(), StandardCharsets.UTF_8));
            record.get("journal").ifPresent(journal -> add((JsonArray) journal, balances));
        }
        return balances;
    }

    static void add(JsonArray journal, Map<String, Long> balances) {
        for (JsonValue posting : journal.elements()) {
            JsonObject fields = (JsonObject) posting;
            balances.merge(
                    ((JsonText) fields.get("account").orElseThrow()).value(),
                    ((JsonNumber) fields.get("amountNano").orElseThrow()).value(),
                    Math::addExact);
        }
    }

    /** What every state must satisfy: the sum of all is zero, and accounts hold exactly what was posted to them. */
    static void assertBalanced(InMemoryWorldState state) {
        SortedMap<String, Long> posted = fromJournals(state);
        assertThat(posted.values().stream().mapToLong(Long::longValue).sum())
                .as("sum of all postings")
                .isZero();
        SortedMap<String, Long> held = new TreeMap<>();
        for (StateEntry entry : state.scan("account/", "account0")) {
            AccountRecord account = Fields.read(new String(entry.value(), StandardCharsets.UTF_8), AccountRecord::read);
            put(held, "wallet:", account, account.balances().wallet().nano());
            put(held, "arrears:", account, account.balances().arrears().nano());
            put(held, "bidbond:", account, sum(account, "bidbond"));
            put(held, "escrow:", account, sum(account, "escrow"));
            put(held, "bond:", account, sum(account, "bond"));
        }
        SortedMap<String, Long> ofParticipants = new TreeMap<>();
        for (Map.Entry<String, Long> each : posted.entrySet()) {
            boolean common = each.getKey().startsWith("grid:") || !each.getKey().contains(":");
            if (!common && each.getValue() != 0) {
                ofParticipants.put(each.getKey(), each.getValue());
            }
        }
        assertThat(held).as("accounts hold what was posted").isEqualTo(ofParticipants);
    }

    private static long sum(AccountRecord account, String kind) {
        return account.locks().stream()
                .mapToLong(lock -> switch (kind) {
                    case "bidbond" -> lock.bidBond().nano();
                    case "escrow" -> lock.escrow().nano();
                    default -> lock.bond().nano();
                })
                .sum();
    }

    private static void put(SortedMap<String, Long> held, String prefix, AccountRecord account, long nano) {
        if (nano != 0) {
            held.put(prefix + account.participantId(), nano);
        }
    }
}
