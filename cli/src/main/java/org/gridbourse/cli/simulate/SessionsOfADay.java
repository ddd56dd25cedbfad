package org.gridbourse.cli.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.market.order.StorageOrder;

/**
 * A day whose rest is ordered again every few hours, in sessions that add to the one at its gate (rulebook, section 9):
 * what is bought and sold already is a demand or a supply that is there anyway, so that only differences are traded.
 *
 * @param marginPermille of the spread, that plain orders keep
 */
record SessionsOfADay(World world, Knowing knowing, long marginPermille) {

    /** The whole day, from what was agreed on at its gate. */
    DaySimulation.Day hold(List<HouseholdDay> days, Deal atGate, Map<String, Long> levels) {
        Map<String, Running> running = new TreeMap<>();
        for (HouseholdDay day : days) {
            if (day.battery().isPresent()) {
                running.put(day.id(), Running.idle(day, levels.get(day.id())));
            }
        }
        Deal deal = atGate;
        int from = 0;
        for (int session : knowing.sessions(world.periods())) {
            run(days, running, deal, from, session);
            deal = deal.plus(session(days, running, deal, session), session);
            from = session;
        }
        run(days, running, deal, from, world.periods());
        return new DaySimulation.Day(deal, running);
    }

    private void run(List<HouseholdDay> days, Map<String, Running> running, Deal deal, int from, int end) {
        days.stream().filter(day -> running.containsKey(day.id())).parallel().forEach(day -> running.get(day.id())
                .replan(day, world.tariffs(), deal.soldWh(day.id()), knowing, from, end));
    }

    private Deal session(List<HouseholdDay> days, Map<String, Running> running, Deal deal, int first) {
        Ordering ordering = new Ordering(world.tariffs(), marginPermille).from(first);
        int known = Knowing.measuredBefore(first, world.periods());
        List<StorageOrder> storages = new ArrayList<>();
        Map<String, Battery> batteries = new TreeMap<>();
        Map<String, long[]> plain = new TreeMap<>();
        for (HouseholdDay day : days) {
            long[] changeWh = Outlook.netWh(day, known);
            long[] sold = deal.soldWh(day.id());
            for (int t = first; t < changeWh.length; t++) {
                changeWh[t] += sold[t];
            }
            long[] rest = Arrays.copyOfRange(changeWh, first, changeWh.length);
            if (day.battery().isPresent()) {
                batteries.put(day.id(), day.battery().get());
                long level = running.get(day.id()).levelMilliWh();
                storages.add(ordering.order(day.id(), rest, day.battery().get(), level));
            } else {
                plain.put(day.id(), rest);
            }
        }
        return ordering.storage(storages, batteries, plain);
    }
}
