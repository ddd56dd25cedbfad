package org.gridbourse.market.transaction;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonException;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.StateRecord;

/**
 * A function that writes: how its request is decoded, what it does, what its event is called.
 *
 * @param name as clients call it
 * @param eventName the name in the past tense
 * @param decode from the one argument; refuses what is not well formed
 * @param execute on a transaction; answers what the client is told beyond whether it was done already
 */
public record Action<R>(
        String name,
        String eventName,
        Function<Fields, R> decode,
        BiFunction<Transaction, R, JsonObject.Builder> execute) {

    public Outcome run(Transaction transaction) {
        R request = decode(transaction.invocation().request(), decode);
        JsonObject.Builder response = execute.apply(transaction, request);
        response.put("alreadyDone", transaction.writesNothing());
        return transaction.outcome(eventName, response.build());
    }

    public static <R> R decode(String request, Function<Fields, R> decoder) {
        try {
            return Fields.read(request, decoder);
        } catch (JsonException | IllegalArgumentException notWellFormed) {
            throw Require.refused(Refusal.REQUEST_INVALID, "%s", notWellFormed.getMessage());
        }
    }

    /** The answer of most: the key of the record that stands for the request. */
    static JsonObject.Builder answer(StateRecord written) {
        return JsonObject.builder().put("key", written.key());
    }
}
