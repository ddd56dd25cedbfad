package org.gridbourse.optimizer;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The battery of a site (paper, equations 4, 10, 18, 19). Powers and energies are at its terminals unless said
 * otherwise; states of charge are shares of {@code capacityKwh}, 0 to 1.
 *
 * @param name unique among the devices of its site
 * @param capacityKwh energy it can hold
 * @param power what it can take and give
 * @param window between which states of charge it works and where it starts and ends
 * @param wearCostPerKwh on charged plus discharged energy
 * @param carbonKgPerDischargedKwh on discharged energy only
 * @param running what it costs to run at all; {@link Running#FREE} if nothing
 * @param socTargets states of charge to reach inside the day
 * @param standing what it loses by merely being there
 * @param contract what it may exchange with the grid
 */
public record Storage(
        String name,
        double capacityKwh,
        Power power,
        Window window,
        double wearCostPerKwh,
        double carbonKgPerDischargedKwh,
        Running running,
        List<SocTarget> socTargets,
        Standing standing,
        Contract contract) {
    /** What the only storage of a site is called. */
    public static final String ONLY = "storage";

    public Storage {
        Checks.positive("capacityKwh", capacityKwh);
        Checks.notNegative("wearCostPerKwh", wearCostPerKwh);
        Checks.notNegative("carbonKgPerDischargedKwh", carbonKgPerDischargedKwh);
        socTargets = List.copyOf(socTargets);
    }

    /** The only storage of a site, without losses of standing and with a free contract. */
    public Storage(
            double capacityKwh,
            Power power,
            Window window,
            double wearCostPerKwh,
            double carbonKgPerDischargedKwh,
            Running running,
            List<SocTarget> socTargets) {
        this(
                ONLY,
                capacityKwh,
                power,
                window,
                wearCostPerKwh,
                carbonKgPerDischargedKwh,
                running,
                socTargets,
                Standing.NONE,
                Contract.FREE);
    }

    /**
     * What it loses by merely being there.
     *
     * @param selfDischargePerDay share of the stored energy lost in 24 hours, 0 to below 1, compounding
     * @param standbyKw own consumption in every step, taken like load
     */
    public record Standing(double selfDischargePerDay, double standbyKw) {
        /** No losses. */
        public static final Standing NONE = new Standing(0, 0);

        public Standing {
            Checks.within("selfDischargePerDay", selfDischargePerDay, 0, Math.nextDown(1.0));
            Checks.notNegative("standbyKw", standbyKw);
        }

        /** Share of the stored energy that is left after some time. */
        public double keptAfter(double hours) {
            return selfDischargePerDay == 0 ? 1 : Math.pow(1 - selfDischargePerDay, hours / 24);
        }
    }

    /**
     * What its contract allows.
     *
     * @param chargeFromGrid false: it charges no more than the site's own plants give in the step
     * @param dischargeToGrid false: it gives no more than the site's loads take in the step
     */
    public record Contract(boolean chargeFromGrid, boolean dischargeToGrid) {
        /** Both allowed. */
        public static final Contract FREE = new Contract(true, true);
    }

    /**
     * Power limits and losses.
     *
     * @param chargeMaxKw highest charging power
     * @param dischargeMaxKw highest discharging power
     * @param chargeEfficiency stored per charged kWh, above 0 to 1
     * @param dischargeEfficiency given per stored kWh, above 0 to 1
     */
    public record Power(
            double chargeMaxKw, double dischargeMaxKw, double chargeEfficiency, double dischargeEfficiency) {
        public Power {
            Checks.notNegative("chargeMaxKw", chargeMaxKw);
            Checks.notNegative("dischargeMaxKw", dischargeMaxKw);
            Checks.positive("chargeEfficiency", chargeEfficiency);
            Checks.within("chargeEfficiency", chargeEfficiency, 0, 1);
            Checks.positive("dischargeEfficiency", dischargeEfficiency);
            Checks.within("dischargeEfficiency", dischargeEfficiency, 0, 1);
        }
    }

    /**
     * States of charge. A start outside the window is allowed: the plan recovers as fast as power allows.
     *
     * @param socMin lower end of the window
     * @param socMax upper end of the window
     * @param socInitial before the first step
     * @param socTerminal after the last step
     */
    public record Window(double socMin, double socMax, double socInitial, double socTerminal) {
        public Window {
            Checks.within("socMax", socMax, 0, 1);
            Checks.within("socMin", socMin, 0, socMax);
            Checks.within("socInitial", socInitial, 0, 1);
            Checks.within("socTerminal", socTerminal, 0, 1);
        }
    }

    /**
     * What makes running itself costly or limited.
     *
     * @param startCharge currency units per period in which the storage runs
     * @param minPowerKw least power when it runs
     * @param maxFullCycles most equivalent full cycles: half of all changes of stored energy over the capacity
     */
    public record Running(double startCharge, double minPowerKw, OptionalDouble maxFullCycles) {
        /** No charge, no least power, no limit. */
        public static final Running FREE = new Running(0, 0, OptionalDouble.empty());

        public Running {
            Checks.notNegative("startCharge", startCharge);
            Checks.notNegative("minPowerKw", minPowerKw);
            Checks.notNegative("maxFullCycles", maxFullCycles.orElse(0));
        }
    }
}
