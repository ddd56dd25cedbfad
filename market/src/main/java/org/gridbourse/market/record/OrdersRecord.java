package org.gridbourse.market.record;

import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.rules.BondRate;

/**
 * A revealed order schedule; where it breaks a rule it is final and counts as not revealed.
 *
 * @param sessionId the session
 * @param participantId whose
 * @param revision of the commitment
 * @param salt 32 bytes, hexadecimal
 * @param schedule the orders
 * @param rate bond rate of the commitment
 * @param bidBond what is reserved now
 * @param fault the rule that it breaks, empty where its orders are valid
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
        Optional<Refusal> fault,
        Journal journal)
        implements JournalRecord {

    public boolean isValid() {
        return fault.isEmpty();
    }

    /** Its storage order, under its id. */
    public Optional<StorageOrder> storageOrder() {
        return schedule.storage()
                .map(offer -> offer.order(Keys.storageOrderId(sessionId, participantId), participantId));
    }

    /** One of its orders of periods, under its id. */
    public Order order(PeriodOrder order) {
        return new Order(
                Keys.orderId(sessionId, order.period(), participantId), participantId, order.side(), order.steps());
    }

    @Override
    public String key() {
        return Keys.orders(sessionId, participantId, revision);
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder builder = JsonObject.builder();
        fault.ifPresent(refusal -> builder.put("fault", refusal.name()));
        return builder.put("sessionId", sessionId)
                .put("participantId", participantId)
                .put("revision", revision)
                .put("salt", salt)
                .put("schedule", Codecs.json(schedule))
                .put("ratePercent", rate.percent())
                .put("bidBondNano", bidBond.nano())
                .put("journal", JournalCodecs.json(journal))
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
                fields.has("fault") ? Optional.of(fields.choice("fault", Refusal.class)) : Optional.empty(),
                JournalCodecs.journal(fields));
    }
}
