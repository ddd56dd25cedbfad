package org.gridbourse.node.simulation;

import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.signature.MeterKey;
import org.gridbourse.market.signature.MeterKey.Algorithm;
import org.gridbourse.node.intake.PeriodReadings;
import org.gridbourse.node.trading.LastReading;

/** A node's meter: two registers that only rise, and a key of its own that signs them. */
public record SimulatedMeter(String meterId, Algorithm algorithm, KeyPair keys) {

    private static final int START = -1;

    /** @param holder who signs with it */
    public MeterKey publicKey(MeterKey.Holder holder) {
        return new MeterKey(
                algorithm, Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()), holder);
    }

    /** One signed reading of the session's start and one per period, at its end, counted on from {@code last}. */
    public List<MeterReading> readings(
            String channel, SessionRecord terms, List<MeteredEnergy> periods, LastReading last) {
        List<MeterReading> readings = new ArrayList<>(periods.size() + 1);
        Registers registers = last.registers();
        readings.add(signed(channel, reading(terms, START, registers, last.sequence() + 1, "")));
        for (int period = 0; period < periods.size(); period++) {
            MeteredEnergy flow = periods.get(period);
            registers = new Registers(
                    registers.imported().plus(flow.imported()),
                    registers.exported().plus(flow.exported()));
            readings.add(signed(channel, reading(terms, period, registers, last.sequence() + 2 + period, "")));
        }
        return readings;
    }

    /** The first, and here only, revision of what this meter measured. */
    MeterReading reading(SessionRecord terms, int period, Registers registers, long sequence, String signature) {
        return new MeterReading(
                meterId,
                terms.sessionId(),
                period,
                period == START ? terms.startOf(0) : terms.endOf(period),
                1,
                registers,
                sequence,
                Quality.MEASURED,
                signature);
    }

    private MeterReading signed(String channel, MeterReading unsigned) {
        return PeriodReadings.signed(
                unsigned, MeterKeys.sign(keys, algorithm, CanonicalBytes.reading(channel, unsigned)));
    }
}
