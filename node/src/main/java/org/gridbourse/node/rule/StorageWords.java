package org.gridbourse.node.rule;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.order.StorageOffer;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.Energy;

/** What a storage order leaves to the joint clearing, in a sentence for each period. */
public final class StorageWords {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private StorageWords() {}

    /** @param zone of the clock times in the sentences */
    public static List<Decision> of(StorageOffer offer, Span span, ZoneId zone) {
        List<Decision> decisions = new ArrayList<>();
        for (int period = 0; period < span.periods(); period++) {
            long net = offer.net().netWh().get(period);
            String sentence =
                    "%s: expects to %s %s, and leaves to the joint clearing of the day when its storage charges"
                                    .formatted(
                                            CLOCK.format(span.startOf(period).atZone(zone)),
                                            net < 0 ? "have over" : "need",
                                            kwh(Math.abs(net)))
                            + ", here up to %s, and discharges, here up to %s"
                                    .formatted(
                                            kwh(offer.store()
                                                    .power()
                                                    .chargeMaxWh()
                                                    .get(period)),
                                            kwh(offer.store()
                                                    .power()
                                                    .dischargeMaxWh()
                                                    .get(period)));
            decisions.add(new Decision(period, Optional.empty(), sentence));
        }
        return List.copyOf(decisions);
    }

    private static String kwh(long wh) {
        return Decimals.exact(new Energy(wh), 3) + " kWh";
    }
}
