package org.gridbourse.optimizer;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A feasible plan with every figure that is reported about it.
 *
 * @param stepMinutes length of each step
 * @param initialStateOfCharge before the first of these steps, 0 to 1, of all storages together; 0 without any
 * @param warnings what had to be relaxed, clipped or ignored, in words
 * @param cost currency units over the planned steps (equation 8)
 * @param carbonKg over the planned steps (equation 13)
 * @param renewableShare 1 - exported / generated, the paper's figure; empty if nothing could be generated
 * @param costWithoutStorage cost of the same steps with the storage idle; empty if that cannot serve the load
 * @param exchangeByPrice net exchange per buy price, highest price first
 * @param schedule one entry per planned step
 * @param front efficient compromises sorted by carbon, only for {@link Objective#PARETO}
 * @param devices what each storage, vehicle and block does
 * @param peakImportKw highest import of the planned steps
 */
public record DispatchPlan(
        String site,
        Method method,
        Objective objective,
        long seed,
        double stepMinutes,
        double initialStateOfCharge,
        List<String> warnings,
        double cost,
        double carbonKg,
        OptionalDouble renewableShare,
        OptionalDouble costWithoutStorage,
        List<ExchangeAtPrice> exchangeByPrice,
        List<ScheduleStep> schedule,
        List<ParetoPoint> front,
        SolverReport solver,
        List<DeviceSchedule> devices,
        double peakImportKw) {
    public DispatchPlan {
        warnings = List.copyOf(warnings);
        exchangeByPrice = List.copyOf(exchangeByPrice);
        schedule = List.copyOf(schedule);
        front = List.copyOf(front);
        devices = List.copyOf(devices);
    }

    /** A plan without a word on its devices. */
    public DispatchPlan(
            String site,
            Method method,
            Objective objective,
            long seed,
            double stepMinutes,
            double initialStateOfCharge,
            List<String> warnings,
            double cost,
            double carbonKg,
            OptionalDouble renewableShare,
            OptionalDouble costWithoutStorage,
            List<ExchangeAtPrice> exchangeByPrice,
            List<ScheduleStep> schedule,
            List<ParetoPoint> front,
            SolverReport solver) {
        this(
                site,
                method,
                objective,
                seed,
                stepMinutes,
                initialStateOfCharge,
                warnings,
                cost,
                carbonKg,
                renewableShare,
                costWithoutStorage,
                exchangeByPrice,
                schedule,
                front,
                solver,
                List.of(),
                0);
    }

    public double stepHours() {
        return stepMinutes / 60;
    }

    /** Net energy per step in whole Wh, consumption positive. */
    public List<Position> positions() {
        return schedule.stream()
                .map(step -> Position.of(step.step(), step.gridKw(), stepMinutes))
                .toList();
    }

    /** The price curve that market orders are made of: {@link ScheduleStep#marginalValuePerKwh} of every step. */
    public List<Double> marginalValuePerKwh() {
        return schedule.stream().map(ScheduleStep::marginalValuePerKwh).toList();
    }
}
