package org.gridbourse.optimizer;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What was measured at the beginning of the first step that can still be planned.
 *
 * @param firstStep counted from 0
 * @param stateOfCharge per storage, 0 to 1; a storage that is not named starts as its site says
 * @param vehicles what is known of vehicles; one that is not named comes and goes as its site says
 * @param done blocks that are done already
 * @param peakKw highest import of the day so far, which the peak price counts already
 */
public record SiteState(
        int firstStep,
        Map<String, Double> stateOfCharge,
        Map<String, VehicleState> vehicles,
        Set<String> done,
        double peakKw) {
    public SiteState {
        Checks.within("firstStep", firstStep, 0, Integer.MAX_VALUE);
        stateOfCharge = Map.copyOf(stateOfCharge);
        stateOfCharge.values().forEach(state -> Checks.within("stateOfCharge", state, 0, 1));
        vehicles = Map.copyOf(vehicles);
        done = Set.copyOf(done);
        Checks.notNegative("peakKw", peakKw);
    }

    /** Storages measured before the first step of the day. */
    public static SiteState ofStorages(Map<String, Double> stateOfCharge) {
        return new SiteState(0, stateOfCharge, Map.of(), Set.of(), 0);
    }

    /**
     * A vehicle now.
     *
     * @param present whether it stands at its charging point: earlier than its site says, or not yet; empty: as it says
     * @param missingKwh still to be stored before it departs; empty: all that the trip needs
     */
    public record VehicleState(Optional<Boolean> present, OptionalDouble missingKwh) {
        public VehicleState {
            Checks.notNegative("missingKwh", missingKwh.orElse(0));
        }
    }
}
