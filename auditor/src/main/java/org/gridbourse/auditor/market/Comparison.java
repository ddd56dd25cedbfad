package org.gridbourse.auditor.market;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.gridbourse.auditor.fabric.OrderedTransaction;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.blocks.ChaincodeEvent;
import org.gridbourse.blocks.ChaincodeResult;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.transaction.Event;
import org.gridbourse.market.transaction.Outcome;

/** What the rules make of a transaction next to what is on the ledger of it. */
final class Comparison {
    private static final int GOOD = 200;

    private final List<Difference> differences = new ArrayList<>();
    private final Map<String, Optional<ByteString>> shouldBe = new HashMap<>();

    private Comparison() {}

    /** One thing in which they differ. */
    record Difference(FindingCode code, String detail) {}

    /** With what the rules answer, write and announce. */
    static Comparison of(OrderedTransaction transaction, SortedMap<String, ByteString> writes, Outcome expected) {
        Comparison comparison = new Comparison();
        expected.writes().forEach((key, value) -> comparison.record(key, value, Optional.ofNullable(writes.get(key))));
        writes.forEach((key, value) -> {
            if (!expected.writes().containsKey(key)) {
                comparison.add(
                        RecordTypes.unexplained(key), "%s was written as %s".formatted(key, value.toStringUtf8()));
                comparison.shouldBe.put(key, Optional.empty());
            }
        });
        // an account follows from the record that changed it, so that one is told first
        comparison.differences.sort(Comparator.comparing(each -> each.code() == FindingCode.ACCOUNT_WRONG));
        comparison.answer(transaction, expected);
        comparison.event(transaction, expected.event());
        return comparison;
    }

    /** With rules that have no such function. */
    static Comparison unexplained(SortedMap<String, ByteString> writes) {
        Comparison comparison = new Comparison();
        if (!writes.isEmpty()) {
            comparison.add(FindingCode.WRITE_UNEXPLAINED, "no function of the market wrote " + writes.keySet());
            comparison.nothingOf(writes);
        }
        return comparison;
    }

    /** With rules that refuse it. */
    static Comparison refused(String function, SortedMap<String, ByteString> writes, RefusedException refusal) {
        FindingCode code =
                switch (refusal.refusal()) {
                    case SIGNATURE_INVALID -> FindingCode.READING_SIGNATURE_INVALID;
                    case COMMITMENT_HASH_MISMATCH -> FindingCode.REVEAL_MISMATCH;
                    default -> FindingCode.REFUSAL_IGNORED;
                };
        Comparison comparison = new Comparison();
        comparison.add(code, "%s is refused by the rules: %s".formatted(function, refusal.getMessage()));
        comparison.nothingOf(writes);
        return comparison;
    }

    /** With rules that come to no end on a state that no rule can have made. */
    static Comparison impossible(String function, SortedMap<String, ByteString> writes, RuntimeException cause) {
        Comparison comparison = new Comparison();
        comparison.add(
                FindingCode.REFUSAL_IGNORED,
                "%s cannot be executed on this state: %s".formatted(function, cause.getMessage()));
        comparison.nothingOf(writes);
        return comparison;
    }

    boolean isEqual() {
        return differences.isEmpty();
    }

    List<Difference> differences() {
        return differences;
    }

    /** The keys whose records are wrong, with what the rules write there; empty where they write nothing. */
    Map<String, Optional<ByteString>> shouldBe() {
        return shouldBe;
    }

    private void nothingOf(SortedMap<String, ByteString> writes) {
        writes.keySet().forEach(key -> shouldBe.put(key, Optional.empty()));
    }

    private void add(FindingCode code, String detail) {
        differences.add(new Difference(code, detail));
    }

    private void record(String key, byte[] value, Optional<ByteString> found) {
        ByteString expected = ByteString.copyFrom(value);
        if (found.equals(Optional.of(expected))) {
            return;
        }
        shouldBe.put(key, Optional.of(expected));
        String text = new String(value, StandardCharsets.UTF_8);
        if (found.isEmpty()) {
            add(FindingCode.WRITE_MISSING, "%s should be %s".formatted(key, text));
        } else {
            String wrong = found.get().toStringUtf8();
            add(RecordTypes.wrong(key, text, wrong), Differences.between(key, text, wrong));
        }
    }

    private void answer(OrderedTransaction transaction, Outcome expected) {
        ChaincodeResult result = transaction.result();
        boolean same = result.status() == GOOD
                && result.message().isEmpty()
                && result.payload().equals(ByteString.copyFromUtf8(expected.response()));
        if (!same) {
            String payload = result.payload().toStringUtf8();
            add(
                    FindingCode.RESPONSE_WRONG,
                    result.status() == GOOD && result.message().isEmpty()
                            ? Differences.between("the answer", expected.response(), payload)
                            : "the answer is %d \"%s\", should be 200 without a message"
                                    .formatted(result.status(), result.message()));
        }
    }

    private void event(OrderedTransaction transaction, Optional<Event> expected) {
        Optional<ChaincodeEvent> found = transaction.result().readEvent();
        String name = expected.map(Event::name).orElse("nothing");
        String foundName = found.map(ChaincodeEvent::name).orElse("nothing");
        if (!name.equals(foundName)) {
            add(FindingCode.EVENT_WRONG, "announced is %s, should be %s".formatted(foundName, name));
        } else if (found.isPresent() && !found.get().transactionId().equals(transaction.transactionId())) {
            add(
                    FindingCode.EVENT_WRONG,
                    "%s was announced in the name of transaction %s"
                            .formatted(name, found.get().transactionId()));
        } else if (found.isPresent()) {
            ByteString payload = ByteString.copyFrom(expected.get().payload());
            if (!found.get().payload().equals(payload)) {
                add(
                        FindingCode.EVENT_WRONG,
                        Differences.between(
                                "the announcement " + name,
                                payload.toStringUtf8(),
                                found.get().payload().toStringUtf8()));
            }
        }
    }
}
