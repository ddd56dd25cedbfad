package org.gridbourse.cli.market;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.programs.ExitCode;

/**
 * What one case is answered: a result, or a refusal in its place.
 *
 * @param json for programs
 * @param text for people, written when somebody asks for it
 * @param refused whether a rule is broken
 */
record Answer(JsonObject json, Supplier<String> text, boolean refused) {

    /** The answer, or the refusal that asking for it raised. */
    static Answer of(Supplier<Answer> answer) {
        try {
            return answer.get();
        } catch (RefusedException refused) {
            return refused(refused, JsonObject.builder());
        }
    }

    /** A refusal, beside what else is to be said. */
    static Answer refused(RefusedException refused, JsonObject.Builder besides) {
        JsonObject why = JsonObject.builder()
                .put("code", refused.refusal().name())
                .put("detail", refused.detail())
                .build();
        return new Answer(
                besides.put("refused", why).build(),
                () -> "Refused: %s: %s%n".formatted(refused.refusal(), refused.detail()),
                true);
    }

    /** Prints the answers of a file and says with which exit code to end. */
    static int print(List<Answer> answers, boolean array, boolean json, PrintWriter out) {
        if (!json) {
            out.print(String.join(
                    System.lineSeparator(),
                    answers.stream().map(answer -> answer.text().get()).toList()));
        } else if (array) {
            out.println(
                    Json.write(JsonArray.of(answers.stream().map(Answer::json).toList())));
        } else {
            out.println(Json.write(answers.get(0).json()));
        }
        out.flush();
        return answers.stream().anyMatch(Answer::refused) ? ExitCode.NO : ExitCode.GOOD;
    }
}
