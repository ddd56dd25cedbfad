package org.gridbourse.market.record;

import java.util.Set;
import java.util.TreeSet;
import org.gridbourse.market.credit.CreditCause;

/** How far a session has come and which of its participants kept their word: what becomes of its trades follows. */
public final class SessionOutcome {
    private final Set<String> prepaid = new TreeSet<>();
    private final Set<String> defaulted = new TreeSet<>();
    private Phase phase = Phase.ANNOUNCED;
    private boolean joined;

    /** Adds a record of the session, in the ledger's order; one that says nothing about trades changes nothing. */
    public void add(StateRecord record) {
        if (record instanceof PhaseRecord reached && !reached.closing()) {
            phase = reached.phase();
            joined = joined || phase == Phase.JOINED;
        } else if (record instanceof PrepaymentRecord prepayment) {
            prepaid.add(prepayment.participantId());
        } else if (record instanceof DefaultRecord broken && broken.cause() == CreditCause.PREPAYMENT_DEFAULT) {
            defaulted.add(broken.participantId());
        }
    }

    /** The phase that was reached. */
    public Phase phase() {
        return phase;
    }

    /** Whether it added to another session, which goes on. */
    boolean isJoined() {
        return joined;
    }

    /** Whether nothing more becomes of its trades. */
    public boolean isOver() {
        return phase.isOver() && phase != Phase.JOINED;
    }

    public TradeStatus ofTrade(String buyer, String seller) {
        return TradeStatus.of(
                phase,
                defaulted.contains(buyer) || defaulted.contains(seller),
                prepaid.contains(buyer) && prepaid.contains(seller));
    }
}
