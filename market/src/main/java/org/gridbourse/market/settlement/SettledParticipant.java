package org.gridbourse.market.settlement;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.credit.CreditChange;
import org.gridbourse.market.credit.CreditScore;
import org.gridbourse.market.credit.SessionDelivery;
import org.gridbourse.market.credit.SessionDelivery.PeriodDelivery;

/**
 * The outcome of a period for one participant.
 *
 * @param statement what it gets and pays
 * @param settlement the money moved
 * @param creditBefore credit score before
 * @param creditChange what the period does to its score as if the session had this one and were closed, empty where it
 *     does nothing
 */
public record SettledParticipant(
        Statement statement, Settlement settlement, CreditScore creditBefore, Optional<CreditChange> creditChange) {

    static SettledParticipant of(ParticipantPeriod participant, Statement statement, long minutes) {
        return new SettledParticipant(
                statement,
                Settlement.first(statement, participant.balances(), participant.bond()),
                participant.credit(),
                participant.credit().afterDelivery(delivery(participant, statement, minutes)));
    }

    /** An estimate becomes final as nothing delivered and nothing taken. */
    private static SessionDelivery delivery(ParticipantPeriod participant, Statement statement, long minutes) {
        boolean silent = participant.metered().isEmpty();
        List<PeriodDelivery> contracts = statement.contracted().isZero()
                ? List.of()
                : List.of(new PeriodDelivery(
                        statement.contracted(), silent ? statement.contracted() : statement.missed()));
        return new SessionDelivery(participant.limit(), minutes, 1, contracts, silent ? 1 : 0);
    }

    /** Whole points before the period. */
    public int pointsBefore() {
        return creditBefore.points();
    }

    /** Whole points after the period, as if the session had this one. */
    public int pointsAfter() {
        return creditChange.map(CreditChange::after).orElse(creditBefore.points());
    }
}
