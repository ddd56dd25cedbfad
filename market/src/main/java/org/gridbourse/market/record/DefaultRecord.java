package org.gridbourse.market.record;

import java.util.List;
import org.gridbourse.market.credit.CreditCause;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;

/**
 * A participant did not keep its word: it did not reveal, or did not prepay.
 *
 * @param sessionId the session
 * @param participantId who
 * @param revision of the commitment
 * @param cause NOT_REVEALED or PREPAYMENT_DEFAULT
 * @param bidBond that it lost: gone to the fund, or held until it is known what its partners lost
 * @param voided its trades
 * @param journal the way of a bond to the fund, or the return of what the partners had locked
 */
public record DefaultRecord(
        String sessionId,
        String participantId,
        int revision,
        CreditCause cause,
        Money bidBond,
        List<VoidTrade> voided,
        Journal journal)
        implements JournalRecord {
    public DefaultRecord {
        voided = List.copyOf(voided);
    }

    /** A trade that will not be delivered. */
    public record VoidTrade(String tradeId, int period, String partner, Energy quantity) {}

    @Override
    public String key() {
        return Keys.defaulted(sessionId, participantId, revision);
    }

    @Override
    public JsonObject toJson() {
        return Codecs.inSession(sessionId, participantId, revision)
                .put("cause", cause.name())
                .put("bidBondNano", bidBond.nano())
                .put(
                        "voided",
                        JsonArray.of(voided.stream().map(DefaultRecord::json).toList()))
                .put("journal", JournalCodecs.json(journal))
                .build();
    }

    private static JsonObject json(VoidTrade trade) {
        return JsonObject.builder()
                .put("tradeId", trade.tradeId())
                .put("period", trade.period())
                .put("partner", trade.partner())
                .put("quantityWh", trade.quantity().wh())
                .build();
    }

    public static DefaultRecord read(Fields fields) {
        return new DefaultRecord(
                fields.text("sessionId"),
                fields.text("participantId"),
                Codecs.revision(fields),
                fields.choice("cause", CreditCause.class),
                new Money(fields.number("bidBondNano")),
                fields.objects(
                        "voided",
                        trade -> new VoidTrade(
                                trade.text("tradeId"),
                                Codecs.period(trade),
                                trade.text("partner"),
                                new Energy(trade.number("quantityWh")))),
                JournalCodecs.journal(fields));
    }
}
