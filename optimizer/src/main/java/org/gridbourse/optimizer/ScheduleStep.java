package org.gridbourse.optimizer;

/**
 * One step of a plan; load + storage = pv + wind + grid (equation 14). All powers are means of the step.
 *
 * @param step counted from 0
 * @param loadKw consumption
 * @param pvKw used of the photovoltaic plant, after curtailment
 * @param windKw used of the wind plant, after curtailment
 * @param storageKw charging positive, discharging negative
 * @param curtailedKw thrown away of both plants
 * @param gridKw import positive, export negative
 * @param stateOfCharge at the end of the step, 0 to 1; 0 without storage
 * @param buyPrice per imported kWh
 * @param sellPrice per exported kWh
 * @param marginalValuePerKwh what one more kWh of net export in this step would cost, in units of the objective;
 *     infinite if nothing could give it
 * @param marginalSavingPerKwh what one more kWh of net import in this step would save; minus infinite if
 *     nothing could take it
 */
public record ScheduleStep(
        int step,
        double loadKw,
        double pvKw,
        double windKw,
        double storageKw,
        double curtailedKw,
        double gridKw,
        double stateOfCharge,
        double buyPrice,
        double sellPrice,
        double marginalValuePerKwh,
        double marginalSavingPerKwh) {}
