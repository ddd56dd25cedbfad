package org.gridbourse.optimizer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says what a plan of several devices misses of what the site asks. */
record FleetWarnings(SiteDay day, Fleet fleet) {
    private static final double SERVED_KW = 1e-6;

    List<String> of(FleetState state) {
        List<String> warnings = new ArrayList<>(fleet.warnings());
        for (int k = 0; k < fleet.stores().size(); k++) {
            Store store = fleet.stores().get(k);
            double[] stored = store.energiesKwh(state.powerKw[k]);
            if (store.isFlexible()) {
                double missing = store.energies.wanted() - stored[stored.length - 1];
                double required = store.energies.wanted() - store.energies.start();
                warnMissing(warnings, store.name, store.steps, new double[] {missing, required});
            } else {
                new StorageWarnings(day, store).addTo(warnings, stored, state.powerKw[k]);
            }
        }
        for (int b = 0; b < fleet.blocks().size(); b++) {
            FixedBlock block = fleet.blocks().get(b);
            double served = 0;
            for (int part = 0; part < state.blockSteps[b].length; part++) {
                served += block.powerKw()[part] * day.hours;
            }
            double missing = block.requiredKwh() - served;
            warnMissing(warnings, block.name(), block.window(), new double[] {missing, block.requiredKwh()});
        }
        return warnings;
    }

    /** @param kwh missing and required */
    private void warnMissing(List<String> warnings, String name, Store.Steps steps, double[] kwh) {
        if (kwh[0] > SERVED_KW * day.hours) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%s: %.3f of %.3f kWh are missing at the end of step %d",
                    name,
                    kwh[0],
                    kwh[1],
                    day.firstStep + steps.end() - 1));
        }
    }
}
