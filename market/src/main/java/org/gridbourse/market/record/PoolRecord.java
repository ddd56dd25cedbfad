package org.gridbourse.market.record;

import java.util.List;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.settlement.PeriodPool;
import org.gridbourse.market.settlement.PoolTotals;

/**
 * The sums of a session that grow participant by participant while it is settled and closed.
 *
 * @param sessionId the session
 * @param pools one per period, in order: what all bring, and what is still to be shared out
 * @param delivered contract Wh that were delivered or taken by all that share the fund
 * @param fund what there is to share
 */
public record PoolRecord(String sessionId, List<PeriodPool> pools, Energy delivered, Money fund)
        implements StateRecord {
    public PoolRecord {
        pools = List.copyOf(pools);
    }

    public PoolRecord with(List<PeriodPool> changed) {
        return new PoolRecord(sessionId, changed, delivered, fund);
    }

    public PoolRecord sharing(Energy allDelivered, Money shared) {
        return new PoolRecord(sessionId, pools, allDelivered, shared);
    }

    @Override
    public String key() {
        return Keys.pool(sessionId);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("sessionId", sessionId)
                .put(
                        "periods",
                        JsonArray.of(pools.stream().map(PoolRecord::json).toList()))
                .put("deliveredWh", delivered.wh())
                .put("fundNano", fund.nano())
                .build();
    }

    private static JsonObject json(PeriodPool pool) {
        PoolTotals totals = pool.totals();
        return JsonObject.builder()
                .put("needWh", totals.need().wh())
                .put("offerWh", totals.offer().wh())
                .put("tradedWh", totals.traded().wh())
                .put("tradedNano", totals.value().nano())
                .put("leftForMissingWh", pool.leftForMissing().wh())
                .put("leftForExtraWh", pool.leftForExtra().wh())
                .build();
    }

    public static PoolRecord read(Fields fields) {
        return new PoolRecord(
                fields.text("sessionId"),
                fields.objects("periods", PoolRecord::readPool),
                new Energy(fields.number("deliveredWh")),
                new Money(fields.number("fundNano")));
    }

    private static PeriodPool readPool(Fields fields) {
        return new PeriodPool(
                new PoolTotals(
                        new Energy(fields.number("needWh")),
                        new Energy(fields.number("offerWh")),
                        new Energy(fields.number("tradedWh")),
                        new Money(fields.number("tradedNano"))),
                new Energy(fields.number("leftForMissingWh")),
                new Energy(fields.number("leftForExtraWh")));
    }
}
