package org.gridbourse.market.query;

import java.util.List;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.Money;

/**
 * A participant that left its seal unopened, and who gained most in the session.
 *
 * @param participantId who did not reveal
 * @param declared the money that it had declared
 * @param bidBond what it lost
 * @param leftUnopened in how many sessions, this one included
 * @param gained who gained most beside the grid alone, most first
 */
public record UnopenedSeal(String participantId, Money declared, Money bidBond, int leftUnopened, List<Gainer> gained) {
    public UnopenedSeal {
        gained = List.copyOf(gained);
    }

    /**
     * Who gained in the session.
     *
     * @param participantId who gained
     * @param sameOrganisation whether both are of one organisation
     * @param gain what the session's trades are worth to it beside the grid alone
     * @param together in how many of the sessions with the unopened seal it traded
     */
    public record Gainer(String participantId, boolean sameOrganisation, Money gain, int together) {
        static Gainer read(Fields fields) {
            return new Gainer(
                    fields.text("participantId"),
                    fields.flag("sameOrganisation"),
                    new Money(fields.number("gainNano")),
                    fields.integer("together", 0, Integer.MAX_VALUE));
        }

        JsonObject toJson() {
            return JsonObject.builder()
                    .put("participantId", participantId)
                    .put("sameOrganisation", sameOrganisation)
                    .put("gainNano", gain.nano())
                    .put("together", together)
                    .build();
        }
    }

    static UnopenedSeal read(Fields fields) {
        return new UnopenedSeal(
                fields.text("participantId"),
                new Money(fields.number("declaredNano")),
                new Money(fields.number("bidBondNano")),
                fields.integer("leftUnopened", 0, Integer.MAX_VALUE),
                fields.objects("gained", Gainer::read));
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("participantId", participantId)
                .put("declaredNano", declared.nano())
                .put("bidBondNano", bidBond.nano())
                .put("leftUnopened", leftUnopened)
                .put("gained", JsonArray.of(gained.stream().map(Gainer::toJson).toList()))
                .build();
    }
}
