package org.gridbourse.cli.bill;

import java.util.Locale;
import org.gridbourse.market.bill.OtherAmount;
import org.gridbourse.market.money.Reason;

/** What was paid and got apart from energy, for people. */
public final class OtherWords {
    private OtherWords() {}

    /** As the participant whose bill it is reads it. */
    public static String of(String participantId, OtherAmount other) {
        boolean own = other.causedBy().equals(participantId);
        if (other.reason() == Reason.BID_BOND_FORFEITED && own) {
            return "bid bond forfeited";
        }
        if (other.reason() == Reason.DEFAULT_COMPENSATION) {
            return own ? "bid bond to partners" : "compensation from " + other.causedBy();
        }
        return other.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
