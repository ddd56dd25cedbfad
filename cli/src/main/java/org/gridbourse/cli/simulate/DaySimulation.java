package org.gridbourse.cli.simulate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.tariff.Tariff;

/**
 * One day three times over: everybody alone with the grid, the market, and one planner for all who knows the day.
 *
 * @param world the community
 * @param strategy what is ordered
 * @param settling how deviations are settled
 * @param knowing what is known when orders are given
 */
record DaySimulation(World world, Strategy strategy, Settling settling, Knowing knowing) {
    /** What plain orders keep of the spread, as a node writes them. */
    private static final long MARGIN_PERMILLE = 100;

    private static final double NANO = 1e-9;

    /** Levels of the batteries [milli-Wh], alone and in the market; a day leaves them as the next one finds them. */
    record Levels(Map<String, Long> alone, Map<String, Long> market) {
        static Levels initial(World world) {
            Map<String, Long> levels = new TreeMap<>();
            for (Household household : world.households()) {
                household
                        .battery()
                        .ifPresent(battery ->
                                levels.put(household.id(), battery.levels().startMilliWh()));
            }
            return new Levels(new TreeMap<>(levels), new TreeMap<>(levels));
        }
    }

    DayOutcome simulate(LocalDate date, List<HouseholdDay> days, Levels levels) {
        Map<String, Double> alone = new TreeMap<>();
        long[] aloneWh = new long[world.periods()];
        for (HouseholdDay day : days) {
            alone.put(day.id(), alone(day, levels.alone(), aloneWh));
        }
        Deal atGate = deal(days, levels.market(), new Ordering(world.tariffs(), MARGIN_PERMILLE));
        Day market = knowing.again()
                ? new SessionsOfADay(world, knowing, MARGIN_PERMILLE).hold(days, atGate, levels.market())
                : new Day(atGate, running(days, atGate, levels.market()));
        Deal deal = market.deal();
        Delivery delivery = deliver(days, market, levels.market());
        List<DayOutcome.Share> shares = new ArrayList<>();
        for (HouseholdDay day : days) {
            shares.add(new DayOutcome.Share(
                    day.id(), alone.get(day.id()), delivery.cost().get(day.id()), day.consumedWh()));
        }
        return new DayOutcome(
                date,
                shares,
                CentralPlan.cost(world, days),
                deal.priceSetters().size(),
                deal.gapNano(),
                deal.tradedWh() + delivery.pooledWh(),
                new DayOutcome.Nanos(deal.solverNanos(), deal.checkNanos()),
                new DayOutcome.Exchange(aloneWh, delivery.exchangeWh()));
    }

    /**
     * What a known day costs everybody with the market, in the order of the participants, while one of them lies. Who
     * lies runs its battery afterwards as it pays, not as it was cleared.
     *
     * @param liar index of who lies, -1 for nobody
     */
    double[] costs(List<HouseholdDay> days, int liar, Lie.Change lie) {
        Levels levels = Levels.initial(world);
        List<HouseholdDay> said = new ArrayList<>(days);
        Ordering ordering = new Ordering(world.tariffs(), MARGIN_PERMILLE);
        if (liar >= 0) {
            HouseholdDay truth = days.get(liar);
            said.set(
                    liar,
                    new HouseholdDay(
                            truth.household().saying(lie),
                            truth.measuredWh(),
                            lie.said(truth.measuredWh()),
                            truth.generation(),
                            truth.consumedWh()));
            ordering = ordering.with(truth.id(), lie);
        }
        Deal deal = deal(said, levels.market(), ordering);
        if (liar >= 0) {
            deal = deal.without(days.get(liar).id());
        }
        Day told = new Day(deal, running(days, deal, levels.market()));
        Map<String, Double> costs = deliver(days, told, levels.market()).cost();
        return days.stream().mapToDouble(day -> costs.get(day.id())).toArray();
    }

    private double alone(HouseholdDay day, Map<String, Long> levels, long[] exchangeWh) {
        long[] taken = day.measuredWh().clone();
        double wear = 0;
        if (day.battery().isPresent()) {
            long[] nothing = new long[world.periods()];
            Running running = knowing.expected()
                    ? Running.replanned(day, levels.get(day.id()), world.tariffs(), nothing, knowing)
                    : Running.planned(
                            day.battery().get(), levels.get(day.id()), world.tariffs(), day.measuredWh(), nothing);
            if (knowing.expected()) {
                levels.put(day.id(), running.levelMilliWh());
            }
            for (int t = 0; t < taken.length; t++) {
                taken[t] += running.storedWh(t);
            }
            wear = running.wearNano() * NANO;
        }
        for (int t = 0; t < taken.length; t++) {
            exchangeWh[t] += taken[t];
        }
        return wear + gridCost(taken);
    }

    private double gridCost(long[] takenWh) {
        double nano = 0;
        for (int t = 0; t < takenWh.length; t++) {
            Tariff tariff = world.tariffs().get(t);
            nano += takenWh[t] > 0
                    ? (double) takenWh[t] * tariff.retail().microPerKwh()
                    : (double) takenWh[t] * worth(tariff);
        }
        return nano * NANO;
    }

    /** What energy left over fetches: where the grid would charge for it, it is curtailed. */
    private static long worth(Tariff tariff) {
        long feedIn = tariff.feedIn().microPerKwh();
        return tariff.takesOrders() ? Math.max(0, feedIn) : feedIn;
    }

    /** What is ordered and agreed on when the gate closes. */
    private Deal deal(List<HouseholdDay> days, Map<String, Long> levels, Ordering ordering) {
        Map<String, long[]> positions = new TreeMap<>();
        List<StorageOrder> storages = new ArrayList<>();
        Map<String, Battery> batteries = new TreeMap<>();
        if (strategy == Strategy.NONE) {
            return ordering.net(positions);
        }
        for (HouseholdDay day : days) {
            if (day.battery().isEmpty()) {
                positions.put(day.id(), day.expectedWh());
            } else if (strategy == Strategy.STORAGE) {
                batteries.put(day.id(), day.battery().get());
                storages.add(
                        ordering.order(day.id(), day.expectedWh(), day.battery().get(), levels.get(day.id())));
            } else {
                positions.put(day.id(), ownPosition(day, levels.get(day.id())));
            }
        }
        return strategy == Strategy.STORAGE
                ? ordering.storage(storages, batteries, positions)
                : ordering.net(positions);
    }

    private long[] ownPosition(HouseholdDay day, long level) {
        long[] position = day.expectedWh().clone();
        Running plan = Running.planned(
                day.battery().orElseThrow(), level, world.tariffs(), day.expectedWh(), new long[position.length]);
        for (int t = 0; t < position.length; t++) {
            position[t] += plan.storedWh(t);
        }
        return position;
    }

    /**
     * What was agreed on for a day, and how the batteries run through it.
     *
     * @param running by participant, of those who have one
     */
    record Day(Deal deal, Map<String, Running> running) {}

    private Map<String, Running> running(List<HouseholdDay> days, Deal deal, Map<String, Long> levels) {
        Map<String, Running> running = new TreeMap<>();
        for (HouseholdDay day : days) {
            if (day.battery().isPresent()) {
                running.put(day.id(), running(day, deal, levels.get(day.id()), deal.soldWh(day.id())));
            }
        }
        return running;
    }

    private Running running(HouseholdDay day, Deal deal, long level, long[] soldWh) {
        if (knowing.expected()) {
            return Running.replanned(day, level, world.tariffs(), soldWh, knowing);
        }
        Running cleared = deal.running().get(day.id());
        return cleared != null
                ? cleared
                : Running.planned(
                        day.battery().orElseThrow(),
                        level,
                        world.tariffs(),
                        day.measuredWh(),
                        strategy == Strategy.STORAGE ? soldWh : new long[soldWh.length]);
    }

    /** What is delivered, and what it costs everybody. */
    private record Delivery(Map<String, Double> cost, long pooledWh, long[] exchangeWh) {}

    private Delivery deliver(List<HouseholdDay> days, Day market, Map<String, Long> levels) {
        Map<String, long[]> taken = new TreeMap<>();
        Map<String, Double> cost = new TreeMap<>();
        Map<String, Long> delivered = new TreeMap<>();
        for (HouseholdDay day : days) {
            long[] sold = market.deal().soldWh(day.id());
            long[] wh = day.measuredWh().clone();
            Running running = market.running().get(day.id());
            if (running != null) {
                for (int t = 0; t < wh.length; t++) {
                    wh[t] += running.storedWh(t);
                }
                if (knowing.expected()) {
                    levels.put(day.id(), running.levelMilliWh());
                }
            }
            curtail(wh, sold);
            cost.put(day.id(), running == null ? 0 : running.wearNano() * NANO);
            taken.put(day.id(), wh);
            delivered.put(day.id(), delivered(wh, sold));
        }
        return settle(market.deal(), taken, cost, delivered);
    }

    /** Nobody gives the grid what he would have to pay for. */
    private void curtail(long[] takenWh, long[] soldWh) {
        for (int t = 0; t < takenWh.length; t++) {
            Tariff tariff = world.tariffs().get(t);
            if (tariff.feedIn().isNegative() && tariff.takesOrders()) {
                takenWh[t] = Math.max(takenWh[t], -Math.max(0, soldWh[t]));
            }
        }
    }

    private static long delivered(long[] takenWh, long[] soldWh) {
        long wh = 0;
        for (int t = 0; t < takenWh.length; t++) {
            wh += soldWh[t] >= 0
                    ? Math.min(soldWh[t], Math.max(0, -takenWh[t]))
                    : Math.min(-soldWh[t], Math.max(0, takenWh[t]));
        }
        return wh;
    }

    private Delivery settle(
            Deal deal, Map<String, long[]> taken, Map<String, Double> cost, Map<String, Long> delivered) {
        long fundNano = 0;
        long pooledWh = 0;
        long[] exchange = new long[world.periods()];
        for (int t = 0; t < world.periods(); t++) {
            Map<String, Long> period = new TreeMap<>();
            for (Map.Entry<String, long[]> each : taken.entrySet()) {
                period.put(each.getKey(), each.getValue()[t]);
                exchange[t] += each.getValue()[t];
            }
            Settling.Money money =
                    settling.settle(world.tariffs().get(t), deal.trades().get(t), period);
            money.netNano().forEach((id, nano) -> cost.merge(id, -nano * NANO, Double::sum));
            fundNano += money.fundNano();
            pooledWh += money.pooledWh();
        }
        shareFund(fundNano, cost, delivered);
        return new Delivery(cost, pooledWh, exchange);
    }

    /** The fund is the participants' money: by what each delivered of its contracts, else alike. */
    private static void shareFund(long fundNano, Map<String, Double> cost, Map<String, Long> delivered) {
        double all = delivered.values().stream().mapToLong(Long::longValue).sum();
        for (Map.Entry<String, Double> each : cost.entrySet()) {
            double part = all > 0 ? delivered.get(each.getKey()) / all : 1.0 / cost.size();
            each.setValue(each.getValue() - part * fundNano * NANO);
        }
    }
}
