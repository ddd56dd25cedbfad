package org.gridbourse.market.request;

import java.util.Optional;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;

/**
 * Asks for a trade and where it stands.
 *
 * @param tradeId session, period in three digits and number, with dashes
 * @param participantId one of its parties, by which it is found at once
 */
public record AskTrade(String tradeId, Optional<String> participantId) implements Request {
    public static final String FUNCTION = "trade";
    private static final String FORM = ".+-[0-9]{3}-[^-]*";

    public AskTrade {
        if (!tradeId.matches(FORM)) {
            throw new IllegalArgumentException(
                    "tradeId (%s) must be session, period in three digits and number, with dashes".formatted(tradeId));
        }
    }

    @Override
    public String function() {
        return FUNCTION;
    }

    /** The session that the id names. */
    public String sessionId() {
        return tradeId.substring(0, dashBeforePeriod());
    }

    /** The period that the id names. */
    public int period() {
        return Integer.parseInt(tradeId.substring(dashBeforePeriod() + 1, tradeId.lastIndexOf('-')));
    }

    private int dashBeforePeriod() {
        return tradeId.lastIndexOf('-', tradeId.lastIndexOf('-') - 1);
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder builder = JsonObject.builder().put("tradeId", tradeId);
        participantId.ifPresent(id -> builder.put("participantId", id));
        return builder.build();
    }

    public static AskTrade read(Fields fields) {
        String tradeId = fields.text("tradeId");
        if (!tradeId.matches(FORM)) {
            throw fields.wrong("tradeId", "must be session, period in three digits and number, with dashes");
        }
        return new AskTrade(
                tradeId,
                fields.has("participantId")
                        ? Optional.of(Codecs.participantId(fields, "participantId"))
                        : Optional.empty());
    }
}
