package org.gridbourse.market.query;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.Money;

/**
 * A page of what the query {@code reconciliation} answers.
 *
 * @param bookmark where the next page begins; empty on the last page
 * @param posted sums of all postings so far, by kind of account; on a page before the last, without those beyond 64 bits
 * @param held what accounts hold, by kind, likewise
 * @param sum of all postings so far
 * @param meters those of this page
 * @param verdict on the last page
 */
public record ReconciliationAnswer(
        String bookmark,
        SortedMap<String, Money> posted,
        SortedMap<String, Money> held,
        Money sum,
        List<MeterEnergy> meters,
        Optional<Verdict> verdict) {
    public ReconciliationAnswer {
        posted = Collections.unmodifiableSortedMap(new TreeMap<>(posted));
        held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
        meters = List.copyOf(meters);
    }

    /**
     * Whether the books balance.
     *
     * @param balanced what was posted to participants is what their accounts hold, and all adds up to zero
     * @param energyBalanced what each register advanced is in exactly one statement, or open
     */
    public record Verdict(boolean balanced, boolean energyBalanced) {}

    /** Reads an answer; members that a later market added are ignored if the fields are read like that. */
    public static ReconciliationAnswer read(Fields fields) {
        return new ReconciliationAnswer(
                fields.text("bookmark"),
                fields.object("posted", ReconciliationAnswer::amounts),
                fields.object("held", ReconciliationAnswer::amounts),
                new Money(fields.number("sumNano")),
                fields.objects("meters", MeterEnergy::read),
                fields.has("balanced")
                        ? Optional.of(new Verdict(fields.flag("balanced"), fields.flag("energyBalanced")))
                        : Optional.empty());
    }

    private static SortedMap<String, Money> amounts(Fields fields) {
        SortedMap<String, Money> amounts = new TreeMap<>();
        fields.keys().forEach(kind -> amounts.put(kind, new Money(fields.number(kind))));
        return amounts;
    }

    JsonObject toJson() {
        JsonObject.Builder builder = JsonObject.builder()
                .put("bookmark", bookmark)
                .put("posted", json(posted))
                .put("held", json(held))
                .put("sumNano", sum.nano())
                .put(
                        "meters",
                        JsonArray.of(meters.stream().map(MeterEnergy::toJson).toList()));
        verdict.ifPresent(
                said -> builder.put("balanced", said.balanced()).put("energyBalanced", said.energyBalanced()));
        return builder.build();
    }

    private static JsonObject json(SortedMap<String, Money> amounts) {
        JsonObject.Builder builder = JsonObject.builder();
        amounts.forEach((kind, amount) -> builder.put(kind, amount.nano()));
        return builder.build();
    }
}
