package org.gridbourse.node.intake;

import java.time.Duration;
import java.util.Optional;
import org.gridbourse.node.meter.EnergyUnit;

/**
 * How one meter's messages are read.
 *
 * @param topic filter as MQTT has it, with {@code +} and {@code #}
 * @param imported register of what is drawn from the grid
 * @param exported register of what is fed in
 * @param time where the sample's own time stands; empty: the time of its receipt counts
 * @param interpolated how far apart two samples may lie for the straight line between them to count as measured
 */
public record MeterMapping(
        String meterId,
        String topic,
        Optional<Register> imported,
        Optional<Register> exported,
        Optional<ValuePath> time,
        CountedRegister.Limits limits,
        Duration interpolated) {

    public MeterMapping {
        if (imported.isEmpty() && exported.isEmpty()) {
            throw new IllegalArgumentException("meter %s has neither import nor export".formatted(meterId));
        }
    }

    /** Where a register's value stands, and in which unit. */
    public record Register(ValuePath path, EnergyUnit unit) {}

    /** The project's own payload, {@code {"at", "importWh", "exportWh"}} on {@code gridbourse/METER/register}. */
    public static MeterMapping own(String meterId, CountedRegister.Limits limits) {
        return new MeterMapping(
                meterId,
                "gridbourse/" + meterId + "/register",
                Optional.of(new Register(new ValuePath("importWh"), EnergyUnit.WH)),
                Optional.of(new Register(new ValuePath("exportWh"), EnergyUnit.WH)),
                Optional.of(new ValuePath("at")),
                limits,
                Duration.ZERO);
    }

    /** Whether its topic stands for several. */
    boolean isFilter() {
        return topic.contains("+") || topic.contains("#");
    }

    /** Whether a message of a topic is this meter's. */
    boolean matches(String other) {
        String[] filter = topic.split("/", -1);
        String[] levels = other.split("/", -1);
        for (int i = 0; i < filter.length; i++) {
            if (filter[i].equals("#")) {
                return true;
            }
            if (i >= levels.length || !(filter[i].equals("+") || filter[i].equals(levels[i]))) {
                return false;
            }
        }
        return filter.length == levels.length;
    }
}
