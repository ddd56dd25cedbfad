package org.gridbourse.node.measured;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.gridbourse.node.intake.IntakeDesk;
import org.gridbourse.node.intake.MeterDesk;
import org.gridbourse.node.intake.SampleStore;

/** Meters that show what a test says. */
final class Shown {
    private final List<SampleStore.Sample> kept = new ArrayList<>();
    private final Instant now;
    final MeterDesk desk;

    Shown(Instant now, String... meterIds) {
        this.now = now;
        this.desk = new MeterDesk(
                new IntakeDesk(List.of(), ZoneOffset.UTC),
                new SampleStore() {
                    @Override
                    public void keep(List<Sample> samples) {
                        kept.addAll(samples);
                    }

                    @Override
                    public List<Sample> of(String meterId) {
                        return kept.stream()
                                .filter(each -> each.meterId().equals(meterId))
                                .toList();
                    }
                },
                () -> this.now);
        for (String each : meterIds) {
            desk.add(each);
        }
    }

    void wh(String meterId, Instant at, long importWh, long exportWh) {
        desk.take(
                meterId,
                List.of(new IntakeDesk.Shown(at, OptionalLong.of(1000 * importWh), OptionalLong.of(1000 * exportWh))));
    }
}
