package org.gridbourse.solver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.order.Store;
import org.gridbourse.market.storage.SessionBook;
import org.gridbourse.market.tariff.Tariff;

/** A session's orders as a linear program, in kWh and currency units per kWh. */
final class SessionProgram {
    static final double WH = 1e-3;
    static final double MICRO = 1e-6;
    private static final double MILLI_WH = 1e-6;
    private static final double MILLI = 1e-3;
    /** Between ways that cost nothing, the one that gives the grid less where the grid charges for taking it. */
    private static final double TIE = MICRO;
    /** Between ways that cost nothing, the one that runs the storage less. */
    private static final double IDLE = MICRO / 5;

    private SessionProgram() {}

    static Community of(SessionBook book) {
        List<Community.Band> bands = new ArrayList<>();
        List<Community.Step> steps = new ArrayList<>();
        for (int t = 0; t < book.periods(); t++) {
            bands.add(band(book, t, steps));
        }
        List<Community.Owner> owners = new ArrayList<>();
        for (StorageOrder order : book.storageOrders()) {
            owners.add(owner(order, book.tariffs()));
        }
        return new Community(bands, steps, owners);
    }

    /**
     * One owner alone at given prices: everything that leaves its meter brings the price, and what enters it costs the fee
     * as well. What is not traded counts at its limit, within those.
     */
    static Community at(List<Long> pricesMicro, StorageOrder order, List<Tariff> tariffs) {
        List<Community.Band> bands = new ArrayList<>();
        Community.Owner owner = owner(order, tariffs);
        double[] instead = owner.instead().clone();
        for (int t = 0; t < tariffs.size(); t++) {
            Tariff tariff = tariffs.get(t);
            double feedIn = tariff.feedIn().microPerKwh() * MICRO;
            double price = tariff.takesOrders() ? pricesMicro.get(t) * MICRO : feedIn;
            double fee = tariff.takesOrders()
                    ? tariff.gridFee().microPerKwh() * MICRO
                    : tariff.retail().microPerKwh() * MICRO - feedIn;
            bands.add(new Community.Band(price, price, fee, 0));
            instead[t] = Math.max(price, Math.min(price + fee, instead[t]));
        }
        return new Community(
                bands, List.of(), List.of(new Community.Owner(owner.net(), instead, owner.inflow(), owner.storage())));
    }

    private static Community.Band band(SessionBook book, int t, List<Community.Step> steps) {
        Tariff tariff = book.tariffs().get(t);
        double feedIn = tariff.feedIn().microPerKwh() * MICRO;
        if (!tariff.takesOrders()) {
            return new Community.Band(feedIn, feedIn, tariff.retail().microPerKwh() * MICRO - feedIn, 0);
        }
        long floor = tariff.floor().microPerKwh();
        long cap = tariff.cap().microPerKwh();
        long always = 0;
        Map<Long, Long> buys = new TreeMap<>();
        Map<Long, Long> sells = new TreeMap<>();
        for (Order order : book.books().get(t).orders()) {
            boolean buying = order.side() == Side.BUY;
            for (OrderStep step : order.steps()) {
                long limit = step.limit().microPerKwh();
                if (limit == (buying ? cap : floor)) {
                    always += buying ? step.quantity().wh() : -step.quantity().wh();
                } else {
                    (buying ? buys : sells).merge(limit, step.quantity().wh(), Long::sum);
                }
            }
        }
        buys.forEach((limit, wh) -> steps.add(new Community.Step(t, true, wh * WH, limit * MICRO)));
        sells.forEach((limit, wh) -> steps.add(new Community.Step(t, false, wh * WH, limit * MICRO)));
        double low = floor * MICRO - (feedIn < 0 ? TIE : 0);
        return new Community.Band(low, cap * MICRO, tariff.gridFee().microPerKwh() * MICRO, always * WH);
    }

    private static Community.Owner owner(StorageOrder order, List<Tariff> tariffs) {
        int periods = tariffs.size();
        double[] net = new double[periods];
        double[] instead = new double[periods];
        double[] charge = new double[periods];
        double[] discharge = new double[periods];
        Store store = order.store();
        boolean usable = store.levels().capacityWh() > 0 && store.throughputMaxWh() > 0;
        for (int t = 0; t < periods; t++) {
            net[t] = order.net().netWh().get(t) * WH;
            instead[t] = instead(order, t, tariffs.get(t));
            charge[t] = usable ? store.power().chargeMaxWh().get(t) * WH : 0;
            discharge[t] = usable ? store.power().dischargeMaxWh().get(t) * WH : 0;
        }
        Community.Levels levels = new Community.Levels(
                store.levels().capacityMilliWh() * MILLI_WH,
                store.levels().startMilliWh() * MILLI_WH,
                store.levels().endMinMilliWh() * MILLI_WH);
        return new Community.Owner(
                net,
                instead,
                new double[periods],
                new Community.Storage(
                        charge,
                        discharge,
                        store.power().storedMilliPerWh() * MILLI,
                        store.power().drawnMilliPerWh() * MILLI,
                        levels,
                        store.wearMicroPerKwh() * MICRO + IDLE,
                        store.throughputMaxWh() * WH));
    }

    private static double instead(StorageOrder order, int t, Tariff tariff) {
        long net = order.net().netWh().get(t);
        if (!tariff.takesOrders() || net == 0) {
            return Double.NaN;
        }
        if (net > 0) {
            return order.net().bidMarginPermille() == 0
                    ? Double.NaN
                    : (order.net().bidMicro(tariff) + tariff.gridFee().microPerKwh()) * MICRO;
        }
        return order.net().askMarginPermille() == 0 ? Double.NaN : order.net().askMicro(tariff) * MICRO;
    }
}
