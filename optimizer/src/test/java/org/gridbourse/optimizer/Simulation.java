package org.gridbourse.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Works a printed schedule step by step as a meter and a battery would, and says what it really cost. */
public final class Simulation {
    private static final double POWER_KW = 1e-6;
    private static final double STATE = 1e-9;

    public double cost;
    double carbonKg;
    private final Days.Case subject;
    private final DispatchPlan plan;

    private Simulation(Days.Case subject, DispatchPlan plan) {
        this.subject = subject;
        this.plan = plan;
    }

    /** Fails if the schedule breaks balance, a limit or a state; else its cost and carbon, from the rows alone. */
    public static Simulation of(Days.Case subject, DispatchPlan plan) {
        Simulation simulation = new Simulation(subject, plan);
        double state = subject.site()
                .storage()
                .map(storage -> storage.window().socInitial())
                .orElse(0.0);
        for (int t = 0; t < plan.schedule().size(); t++) {
            state = simulation.work(t, state);
        }
        return simulation;
    }

    private double work(int t, double state) {
        ScheduleStep step = plan.schedule().get(t);
        DayStep given = subject.day().steps().get(t);
        Site site = subject.site();
        String where = subject.name() + " step " + t;
        double pvCould = plan.method() == Method.GRID_ONLY ? 0 : could(site.pv(), given.pvKw());
        double windCould = plan.method() == Method.GRID_ONLY ? 0 : could(site.wind(), given.windKw());
        assertThat(step.loadKw() + step.storageKw())
                .as(where + " balance")
                .isCloseTo(step.pvKw() + step.windKw() + step.gridKw(), within(POWER_KW));
        assertThat(step.pvKw()).as(where + " pv").isBetween(-POWER_KW, pvCould + POWER_KW);
        assertThat(step.windKw()).as(where + " wind").isBetween(-POWER_KW, windCould + POWER_KW);
        assertThat(step.curtailedKw())
                .as(where + " curtailed")
                .isCloseTo(pvCould + windCould - step.pvKw() - step.windKw(), within(POWER_KW));
        assertThat(Math.abs(step.gridKw())).as(where + " tie line").isLessThanOrEqualTo(site.tieLineKw() + POWER_KW);
        double hours = subject.day().stepHours();
        cost += hours * step.gridKw() * (step.gridKw() > 0 ? given.buyPrice() : given.sellPrice());
        carbonKg += hours * Math.max(0, step.gridKw()) * given.gridKgPerKwh().orElse(site.gridCarbonKgPerKwh());
        cost += hours * (pvCould * cost(site.pv()) + windCould * cost(site.wind()));
        carbonKg += hours * (pvCould * carbon(site.pv()) + windCould * carbon(site.wind()));
        return site.storage().isEmpty() || plan.method() != Method.OPTIMISED_STORAGE
                ? state
                : workStorage(site.storage().get(), step, state, where);
    }

    private double workStorage(Storage storage, ScheduleStep step, double state, String where) {
        double hours = subject.day().stepHours();
        double power = step.storageKw();
        assertThat(power)
                .as(where + " storage power")
                .isBetween(
                        -storage.power().dischargeMaxKw() - POWER_KW,
                        storage.power().chargeMaxKw() + POWER_KW);
        if (power != 0) {
            assertThat(Math.abs(power))
                    .as(where + " least power")
                    .isGreaterThanOrEqualTo(storage.running().minPowerKw() - POWER_KW);
            cost += storage.running().startCharge();
        }
        cost += storage.wearCostPerKwh() * hours * Math.abs(power);
        carbonKg += storage.carbonKgPerDischargedKwh() * hours * Math.max(0, -power);
        double stored = power > 0
                ? power * storage.power().chargeEfficiency()
                : power / storage.power().dischargeEfficiency();
        double next = state + stored * hours / storage.capacityKwh();
        assertThat(step.stateOfCharge()).as(where + " state of charge").isCloseTo(next, within(STATE));
        return step.stateOfCharge();
    }

    private static double could(java.util.Optional<Plant> plant, double forecastKw) {
        return plant.map(p -> Math.min(forecastKw, p.ratedKw().orElse(forecastKw)))
                .orElse(0.0);
    }

    private static double cost(java.util.Optional<Plant> plant) {
        return plant.map(Plant::costPerKwh).orElse(0.0);
    }

    private static double carbon(java.util.Optional<Plant> plant) {
        return plant.map(Plant::carbonKgPerKwh).orElse(0.0);
    }
}
