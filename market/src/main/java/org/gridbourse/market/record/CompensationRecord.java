package org.gridbourse.market.record;

import java.util.List;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.prepayment.DefaultCompensation.Payment;
import org.gridbourse.market.quantity.Money;

/**
 * Where the bid bond of a participant goes that did not prepay, once it is known what its partners really lost.
 *
 * @param sessionId the session of the default
 * @param participantId who defaulted
 * @param revision of its commitment
 * @param payments to its partners, ascending trade id
 * @param toFund what of the bond nobody lost by
 * @param journal its postings
 */
public record CompensationRecord(
        String sessionId, String participantId, int revision, List<Payment> payments, Money toFund, Journal journal)
        implements JournalRecord {
    public CompensationRecord {
        payments = List.copyOf(payments);
    }

    @Override
    public String key() {
        return Keys.compensation(sessionId, participantId, revision);
    }

    @Override
    public JsonObject toJson() {
        return Codecs.inSession(sessionId, participantId, revision)
                .put(
                        "payments",
                        JsonArray.of(
                                payments.stream().map(CompensationRecord::json).toList()))
                .put("fundNano", toFund.nano())
                .put("journal", JournalCodecs.json(journal))
                .build();
    }

    private static JsonObject json(Payment payment) {
        return JsonObject.builder()
                .put("tradeId", payment.tradeId())
                .put("partner", payment.partner())
                .put("amountNano", payment.amount().nano())
                .build();
    }

    public static CompensationRecord read(Fields fields) {
        return new CompensationRecord(
                fields.text("sessionId"),
                fields.text("participantId"),
                Codecs.revision(fields),
                fields.objects(
                        "payments",
                        payment -> new Payment(
                                payment.text("tradeId"),
                                payment.text("partner"),
                                new Money(payment.number("amountNano")))),
                new Money(fields.number("fundNano")),
                JournalCodecs.journal(fields));
    }
}
