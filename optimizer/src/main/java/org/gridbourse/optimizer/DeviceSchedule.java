package org.gridbourse.optimizer;

import java.util.List;

/**
 * What one device does over the planned steps.
 *
 * @param kind what it is
 * @param powerKw per planned step, charging and taking positive
 * @param storedKwh at the end of each step, for storages and for vehicles while they stay (net of what they came with
 *     outside a stay); empty for blocks
 * @param stays of a vehicle, or the window of a block; empty for storages
 * @param capacityKwh of a storage; 0 for others
 */
public record DeviceSchedule(
        String name, Kind kind, List<Double> powerKw, List<Double> storedKwh, List<Stay> stays, double capacityKwh) {
    /** Kinds of devices. */
    public enum Kind {
        STORAGE,
        VEHICLE,
        BLOCK
    }

    /**
     * A time in which a flexible load takes its energy.
     *
     * @param firstStep counted from 0
     * @param endStep first step after it
     * @param requiredKwh to be stored or taken
     * @param missingKwh of it
     */
    public record Stay(int firstStep, int endStep, double requiredKwh, double missingKwh) {}

    public DeviceSchedule {
        powerKw = List.copyOf(powerKw);
        storedKwh = List.copyOf(storedKwh);
        stays = List.copyOf(stays);
    }

    /** Of a storage at the end of each step, 0 to 1. */
    public List<Double> stateOfCharge() {
        return storedKwh.stream()
                .map(energy -> Printed.rounded(energy / capacityKwh))
                .toList();
    }

    /** Energy taken, or given, over all steps. */
    public double energyKwh(boolean taken, double stepHours) {
        return powerKw.stream()
                        .mapToDouble(power -> Math.max(0, taken ? power : -power))
                        .sum()
                * stepHours;
    }

    /** Over all stays. */
    public double missingKwh() {
        return stays.stream().mapToDouble(Stay::missingKwh).sum();
    }
}
