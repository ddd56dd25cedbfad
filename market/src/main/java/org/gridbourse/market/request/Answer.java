package org.gridbourse.market.request;

import java.util.Optional;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;

/**
 * What a transaction answers, as far as every client needs it.
 *
 * @param key of the record that stands for the request; empty where several do
 * @param done of a transaction in steps, whether this was the last; true for all others
 */
public record Answer(Optional<String> key, boolean done) {

    /** Reads an answer; what else it says is ignored. */
    public static Answer read(String response) {
        return Fields.readKnown(
                Json.parse(response),
                fields -> new Answer(fields.optionalText("key"), !fields.has("done") || fields.flag("done")));
    }
}
