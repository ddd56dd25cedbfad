package org.gridbourse.market.record;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.rules.BondRate;

/**
 * A revealed order schedule.
 *
 * @param sessionId the session
 * @param participantId whose
 * @param revision of the commitment
 * @param salt 32 bytes, hexadecimal
 * @param schedule the orders
 * @param rate bond rate of the commitment
 * @param bidBond what is reserved now
 * @param journal what the reveal returned
 */
public record OrdersRecord(
        String sessionId,
        String participantId,
        int revision,
        String salt,
        OrderSchedule schedule,
        BondRate rate,
        Money bidBond,
        Journal journal)
        implements JournalRecord {

    @Override
    public String key() {
        return Keys.orders(sessionId, participantId, revision);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("sessionId", sessionId)
                .put("participantId", participantId)
                .put("revision", revision)
                .put("salt", salt)
                .put("schedule", Codecs.json(schedule))
                .put("ratePercent", rate.percent())
                .put("bidBondNano", bidBond.nano())
                .put("journal", Codecs.json(journal))
                .build();
    }

    public static OrdersRecord read(Fields fields) {
        return new OrdersRecord(
                fields.text("sessionId"),
                fields.text("participantId"),
                Codecs.revision(fields),
                fields.text("salt"),
                Codecs.schedule(fields, "schedule"),
                Codecs.bondRate(fields),
                new Money(fields.number("bidBondNano")),
                Codecs.journal(fields));
    }
}
