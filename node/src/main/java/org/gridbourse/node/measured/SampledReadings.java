package org.gridbourse.node.measured;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.node.intake.MeterDesk;
import org.gridbourse.node.intake.PeriodReadings;
import org.gridbourse.node.trading.SignedReadings;

/**
 * The readings of a real meter that cannot sign: its node signs them as the periods end.
 *
 * @param signer puts a signature to a reading, always the same to the same reading
 */
public record SampledReadings(String meterId, MeterDesk desk, UnaryOperator<MeterReading> signer)
        implements SignedReadings {

    @Override
    public Measured readings(SessionRecord session, long[] tradedWh, Before before, Set<Integer> known) {
        PeriodReadings periods = new PeriodReadings(desk);
        List<MeterReading> readings = new ArrayList<>();
        for (int period = PeriodReadings.START; period < session.periods(); period++) {
            if (!known.contains(period)) {
                periods.at(session, meterId, period).map(signer).ifPresent(readings::add);
            }
        }
        return new Measured(readings, Map.of());
    }
}
