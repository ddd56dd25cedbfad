package org.gridbourse.node.devices;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.gridbourse.node.rule.Setpoint;

/** A setpoint as devices read it: {@code {"from", "minutes", "storageKw", "curtailKw"}}; whole watts. */
final class SetpointJson {
    private static final int WATTS = 3;

    private SetpointJson() {}

    static String of(Setpoint setpoint) {
        return "{\"from\":\"%s\",\"minutes\":%d,\"storageKw\":%s,\"curtailKw\":%s}"
                .formatted(setpoint.from(), setpoint.minutes(), kw(setpoint.storageKw()), kw(setpoint.curtailKw()));
    }

    static String kw(double power) {
        return BigDecimal.valueOf(power).setScale(WATTS, RoundingMode.HALF_UP).toPlainString();
    }
}
