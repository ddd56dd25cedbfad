package org.gridbourse.optimizer.dispatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gridbourse.optimizer.DeviceSchedule;
import org.gridbourse.optimizer.Printed;
import org.gridbourse.optimizer.model.DevicePowers;
import org.gridbourse.optimizer.model.SiteDay;
import org.gridbourse.optimizer.model.Store;

/** Gathers what the stays of one vehicle, or the windows of one block, have done under its name. */
final class DeviceSchedules {
    /** What is missing below this share of a step's kWh is rounding. */
    private static final double SAME_KWH = 1e-6;

    private final SiteDay day;
    private final DevicePowers devices;

    DeviceSchedules(SiteDay day, DevicePowers devices) {
        this.day = day;
        this.devices = devices;
    }

    List<DeviceSchedule> all() {
        Map<String, DeviceSchedule> all = new LinkedHashMap<>();
        for (Store.Kind kind : Store.Kind.values()) {
            devices.stores().stream()
                    .filter(store -> store.kind() == kind)
                    .forEach(store -> all.merge(store.name(), schedule(store), DeviceSchedules::joined));
        }
        devices.blocks().forEach(block -> all.merge(block.name(), schedule(block), DeviceSchedules::joined));
        return List.copyOf(all.values());
    }

    private DeviceSchedule schedule(DevicePowers.OfStore store) {
        double[] power = new double[day.steps];
        System.arraycopy(store.powerKw(), 0, power, store.firstStep(), store.powerKw().length);
        boolean block = store.kind() == Store.Kind.BLOCK;
        double[] energy = store.storedKwh();
        double[] stored = new double[block ? 0 : day.steps];
        for (int i = 0; i < energy.length && !block; i++) {
            stored[store.firstStep() + i] = Printed.rounded(energy[i]);
        }
        boolean storage = store.kind() == Store.Kind.STORAGE;
        double missing = store.startKwh() + store.requiredKwh() - (energy.length == 0 ? 0 : energy[energy.length - 1]);
        DeviceSchedule.Stay stay = stay(store.firstStep(), store.endStep(), store.requiredKwh(), missing);
        return new DeviceSchedule(
                store.name(),
                DeviceSchedule.Kind.valueOf(store.kind().name()),
                list(power),
                list(stored),
                storage ? List.of() : List.of(stay),
                storage ? store.capacityKwh() : 0);
    }

    private DeviceSchedule schedule(DevicePowers.OfBlock block) {
        int[] steps = block.steps();
        int first = steps.length == 0 ? 0 : steps[0];
        int end = steps.length == 0 ? 0 : steps[steps.length - 1] + 1;
        return new DeviceSchedule(
                block.name(),
                DeviceSchedule.Kind.BLOCK,
                list(block.powerKw()),
                List.of(),
                List.of(stay(first, end, block.requiredKwh(), block.missingKwh())),
                0);
    }

    private DeviceSchedule.Stay stay(int first, int end, double requiredKwh, double missingKwh) {
        double missing = missingKwh > SAME_KWH ? Printed.rounded(missingKwh) : 0;
        return new DeviceSchedule.Stay(
                day.firstStep + first, day.firstStep + end, Printed.rounded(requiredKwh), missing);
    }

    private static DeviceSchedule joined(DeviceSchedule first, DeviceSchedule second) {
        List<DeviceSchedule.Stay> stays = new ArrayList<>(first.stays());
        stays.addAll(second.stays());
        return new DeviceSchedule(
                first.name(),
                first.kind(),
                sums(first.powerKw(), second.powerKw()),
                sums(first.storedKwh(), second.storedKwh()),
                stays,
                first.capacityKwh());
    }

    private static List<Double> sums(List<Double> first, List<Double> second) {
        List<Double> sums = new ArrayList<>(first.size());
        for (int t = 0; t < first.size(); t++) {
            sums.add(first.get(t) + second.get(t));
        }
        return sums;
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
