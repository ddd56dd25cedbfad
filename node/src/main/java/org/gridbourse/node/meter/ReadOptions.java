package org.gridbourse.node.meter;

import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What the caller says about a file.
 *
 * @param zone of local times; empty: what the format prescribes, else UTC, which is said
 * @param periodMinutes length of the periods wanted; empty: the file's own
 * @param unit of values whose header names none
 * @param values what the values are where the header does not say
 * @param meterId of a file that names no meter
 * @param maxKw more than this mean power is implausible; empty: judged by the meter's own values
 * @param interpolateMinutes gaps up to this length count as measured, straight between two registers
 */
public record ReadOptions(
        Optional<ZoneId> zone,
        OptionalInt periodMinutes,
        Optional<EnergyUnit> unit,
        Values values,
        String meterId,
        OptionalDouble maxKw,
        int interpolateMinutes) {

    /** What a column of numbers is. */
    public enum Values {
        /** By the header; if that is silent by the numbers, which is said; if these are too, refused. */
        AUTO,
        /** Ever rising registers. */
        REGISTERS,
        /** Energy of the interval. */
        INTERVALS
    }

    public static ReadOptions defaults() {
        return new ReadOptions(
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Values.AUTO,
                "meter",
                OptionalDouble.empty(),
                0);
    }
}
