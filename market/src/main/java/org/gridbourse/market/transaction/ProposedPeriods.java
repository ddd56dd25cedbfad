package org.gridbourse.market.transaction;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.ProposalChunkRecord;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.storage.JointPeriod;
import org.gridbourse.market.storage.OwnerPeriod;
import org.gridbourse.market.storage.StorageSchedule;
import org.gridbourse.market.tariff.Tariff;

/** The periods of a session as a proposal clears them. */
final class ProposedPeriods {
    private final SessionRecord session;
    private final List<Long> pricesMicro;
    private final List<StorageOrder> orders;
    private final List<StorageSchedule> schedules = new ArrayList<>();

    /**
     * @param orders all storage orders, in the order of the ledger's keys
     * @param chunks all of the proposal, which has a schedule for each of them
     */
    ProposedPeriods(
            SessionRecord session,
            List<Long> pricesMicro,
            List<StorageOrder> orders,
            List<ProposalChunkRecord> chunks) {
        this.session = session;
        this.pricesMicro = pricesMicro;
        this.orders = orders;
        chunks.forEach(chunk -> schedules.addAll(chunk.schedules()));
    }

    /** A period with its step orders. */
    JointPeriod period(int t, OrderBook steps) {
        Tariff tariff = session.tariffs().get(t);
        long priceMicro = pricesMicro.get(t);
        JointPeriod period = new JointPeriod(t, steps, tariff, new UnitPrice(priceMicro));
        for (int i = 0; i < orders.size(); i++) {
            OwnerPeriod.Position position = OwnerPeriod.of(orders.get(i), t, tariff, priceMicro)
                    .position(
                            schedules.get(i).chargeWh().get(t),
                            schedules.get(i).dischargeWh().get(t));
            period.add(orders.get(i), position);
        }
        return period;
    }
}
