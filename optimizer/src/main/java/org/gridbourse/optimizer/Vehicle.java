package org.gridbourse.optimizer;

import java.util.List;

/**
 * An electric car or bus: it stays between arrival and departure, and leaves with the energy of its next trip.
 *
 * @param charging what it can take and give while it stays
 * @param trips at least one, in order of time, apart from each other
 */
public record Vehicle(String name, Charging charging, List<Trip> trips) implements FlexibleLoad {
    public Vehicle {
        trips = List.copyOf(trips);
        if (trips.isEmpty()) {
            throw new IllegalArgumentException("a vehicle needs at least one trip");
        }
    }

    /**
     * Power limits and losses, at the charging point.
     *
     * @param maxKw highest charging power
     * @param minKw least power when it charges or discharges
     * @param dischargeMaxKw highest power given back; 0: it only charges
     * @param chargeEfficiency stored per charged kWh, above 0 to 1
     * @param dischargeEfficiency given per stored kWh, above 0 to 1
     * @param wearCostPerKwh on discharged energy: what charging for a trip wears would be worn anyway
     */
    public record Charging(
            double maxKw,
            double minKw,
            double dischargeMaxKw,
            double chargeEfficiency,
            double dischargeEfficiency,
            double wearCostPerKwh) {
        public Charging {
            Checks.notNegative("maxKw", maxKw);
            Checks.within("minKw", minKw, 0, maxKw);
            Checks.notNegative("dischargeMaxKw", dischargeMaxKw);
            Checks.positive("chargeEfficiency", chargeEfficiency);
            Checks.within("chargeEfficiency", chargeEfficiency, 0, 1);
            Checks.positive("dischargeEfficiency", dischargeEfficiency);
            Checks.within("dischargeEfficiency", dischargeEfficiency, 0, 1);
            Checks.notNegative("wearCostPerKwh", wearCostPerKwh);
        }
    }

    /**
     * A stay and the trip after it.
     *
     * @param arrive from when it can be charged
     * @param depart until when
     * @param energyKwh stored between arrival and departure, net: neither more nor less
     * @param storedKwh in it on arrival, which it may give away in between
     * @param capacityKwh of its battery, at least {@code storedKwh + energyKwh}
     */
    public record Trip(DayTime arrive, DayTime depart, double energyKwh, double storedKwh, double capacityKwh) {
        public Trip {
            Checks.notNegative("energyKwh", energyKwh);
            Checks.notNegative("storedKwh", storedKwh);
            Checks.within("capacityKwh", capacityKwh, storedKwh + energyKwh, Double.MAX_VALUE);
        }
    }
}
