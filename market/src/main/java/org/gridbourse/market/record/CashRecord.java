package org.gridbourse.market.record;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.quantity.Money;

/**
 * Money paid in or out by the operator.
 *
 * @param direction in or out
 * @param id chosen by the operator, unique in its direction
 * @param participantId whose wallet
 * @param amount above zero
 * @param journal its postings
 */
public record CashRecord(Direction direction, String id, String participantId, Money amount, Journal journal)
        implements JournalRecord {

    /** In or out. */
    public enum Direction {
        DEPOSIT,
        WITHDRAWAL;

        public String idKey() {
            return this == DEPOSIT ? "depositId" : "withdrawalId";
        }

        public String stateKey(String id) {
            return this == DEPOSIT ? Keys.deposit(id) : Keys.withdrawal(id);
        }

        public RecordType<CashRecord> type() {
            return this == DEPOSIT ? RecordType.DEPOSIT : RecordType.WITHDRAWAL;
        }
    }

    @Override
    public String key() {
        return direction.stateKey(id);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put(direction.idKey(), id)
                .put("participantId", participantId)
                .put("amountNano", amount.nano())
                .put("journal", JournalCodecs.json(journal))
                .build();
    }

    public static CashRecord read(Fields fields) {
        Direction direction = fields.has(Direction.DEPOSIT.idKey()) ? Direction.DEPOSIT : Direction.WITHDRAWAL;
        return new CashRecord(
                direction,
                fields.text(direction.idKey()),
                fields.text("participantId"),
                new Money(fields.number("amountNano")),
                JournalCodecs.journal(fields));
    }
}
