package org.gridbourse.market.request;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.CashRecord.Direction;
import org.gridbourse.market.record.Codecs;

/**
 * Pays money in or out.
 *
 * @param direction in or out
 * @param id chosen by the operator, unique in its direction
 * @param participantId whose wallet
 * @param amount above zero
 */
public record MoveCash(Direction direction, String id, String participantId, Money amount) implements Request {
    public static final String DEPOSIT = "deposit";
    public static final String WITHDRAW = "withdraw";

    @Override
    public String function() {
        return direction == Direction.DEPOSIT ? DEPOSIT : WITHDRAW;
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put(direction.idKey(), id)
                .put("participantId", participantId)
                .put("amountNano", amount.nano())
                .build();
    }

    public static MoveCash readDeposit(Fields fields) {
        return read(fields, Direction.DEPOSIT);
    }

    public static MoveCash readWithdrawal(Fields fields) {
        return read(fields, Direction.WITHDRAWAL);
    }

    private static MoveCash read(Fields fields, Direction direction) {
        return new MoveCash(
                direction,
                Codecs.id(fields, direction.idKey()),
                Codecs.participantId(fields, "participantId"),
                new Money(fields.number("amountNano", 1, Long.MAX_VALUE)));
    }
}
