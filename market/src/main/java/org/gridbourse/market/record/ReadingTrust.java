package org.gridbourse.market.record;

import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.ReadingRecord.Series;

/** Who vouches for a reading; the later ones vouch for less. */
public enum ReadingTrust {
    /** The meter signed it: nobody between meter and ledger changed it. */
    METER,
    /** The node or gateway-app signed it that received what the meter showed. */
    NODE,
    /** The operator put it in for what was not measured. */
    OPERATOR;

    /** That of a reading by the key that its meter had at its end. */
    public static ReadingTrust of(ReadingRecord record, MeterRecord meter) {
        if (record.series() == Series.OPERATOR || record.reading().quality() == Quality.SUBSTITUTED) {
            return OPERATOR;
        }
        return switch (meter.keyAt(record.reading().end()).holder()) {
            case METER -> METER;
            case NODE -> NODE;
        };
    }

    public ReadingTrust orLess(ReadingTrust other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
