package org.gridbourse.market.record;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonException;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.money.Account;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.money.Posting;
import org.gridbourse.market.money.Reason;
import org.gridbourse.market.quantity.Money;

/** How postings are read from and written to JSON: the journal of a record, and a posting alone. */
public final class JournalCodecs {
    private static final String JOURNAL = "journal";

    private JournalCodecs() {}

    public static Journal journal(Fields fields) {
        return new Journal(fields.objects(JOURNAL, JournalCodecs::posting));
    }

    private static Posting posting(Fields posting) {
        return new Posting(
                Account.named(posting.text("account")),
                new Money(posting.number("amountNano")),
                posting.choice("reason", Reason.class),
                posting.optionalText("tradeId"));
    }

    /**
     * The postings of a record that anybody may have written, whether or not they balance and the rest of it can be read;
     * what is no posting is left out.
     */
    public static List<Posting> postings(JsonObject record) {
        List<Posting> postings = new ArrayList<>();
        if (record.get(JOURNAL).orElse(null) instanceof JsonArray journal) {
            for (JsonValue element : journal.elements()) {
                try {
                    postings.add(Fields.readKnown(element, JournalCodecs::posting));
                } catch (JsonException | IllegalArgumentException forged) {
                    // whoever adds up what is left finds that it does not balance
                }
            }
        }
        return postings;
    }

    public static JsonArray json(Journal journal) {
        return JsonArray.of(journal.postings().stream().map(JournalCodecs::json).toList());
    }

    public static JsonObject json(Posting posting) {
        JsonObject.Builder builder = JsonObject.builder()
                .put("account", posting.account().name())
                .put("amountNano", posting.amount().nano())
                .put("reason", posting.reason().name());
        posting.tradeId().ifPresent(tradeId -> builder.put("tradeId", tradeId));
        return builder.build();
    }
}
