package org.gridbourse.market.query;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.state.StateView;
import org.gridbourse.market.transaction.Action;

/** A function that only reads: how its request is decoded, and what it answers. */
public record Query<R>(String name, Function<Fields, R> decode, BiFunction<StateView, R, JsonObject> answer) {

    public String run(StateView view) {
        R request = Action.decode(view.invocation().request(), decode);
        return Json.write(answer.apply(view, request));
    }
}
