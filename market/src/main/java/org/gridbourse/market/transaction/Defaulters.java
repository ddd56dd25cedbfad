package org.gridbourse.market.transaction;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.gridbourse.market.credit.CreditCause;
import org.gridbourse.market.record.DefaultRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.state.StateView;

/** All who did not prepay in a session: their trades are void. */
record Defaulters(Set<String> participantIds) {

    static Defaulters of(StateView view, String sessionId) {
        Set<String> defaulters = new TreeSet<>();
        for (DefaultRecord record : view.list(Keys.all("default", sessionId), RecordType.DEFAULT)) {
            if (record.cause() == CreditCause.PREPAYMENT_DEFAULT) {
                defaulters.add(record.participantId());
            }
        }
        return new Defaulters(defaulters);
    }

    /** With whom a participant's trades are living. */
    Predicate<String> notVoidFor(String participantId) {
        boolean keptItsWord = !participantIds.contains(participantId);
        return partner -> keptItsWord && !participantIds.contains(partner);
    }
}
