package org.gridbourse.market.rules;

/**
 * The figures of the credit formula (rulebook, section 8).
 *
 * @param startScore score of a newly registered participant
 * @param gain most points that a session of a day earns
 * @param penalty points that a session of a day costs of which nothing was delivered
 * @param tolerancePercent what of a contract may be missing without consequence, 0 to 50 %
 * @param notRevealed points that a sealed schedule of a day costs which is not revealed
 * @param prepaymentDefault points that a session of a day costs for which was not prepaid
 * @param estimated points that a session costs of which no period was measured
 * @param wayBackHours length of the sessions closed while suspended after which a participant without arrears comes back
 * @param wayBackScore score with which it comes back
 */
public record CreditFormula(
        int startScore,
        int gain,
        int penalty,
        int tolerancePercent,
        int notRevealed,
        int prepaymentDefault,
        int estimated,
        int wayBackHours,
        int wayBackScore) {
    private static final int MINUTES_PER_HOUR = 60;
    private static final int TOLERANCE_MAX_PERCENT = 50;

    public CreditFormula {
        for (int figure :
                new int[] {gain, penalty, tolerancePercent, notRevealed, prepaymentDefault, estimated, wayBackHours}) {
            if (figure < 0) {
                throw new IllegalArgumentException("a figure of the credit formula (%s) is negative".formatted(figure));
            }
        }
        if (tolerancePercent > TOLERANCE_MAX_PERCENT) {
            throw new IllegalArgumentException(
                    "tolerancePercent (%s) must not be above %s".formatted(tolerancePercent, TOLERANCE_MAX_PERCENT));
        }
    }

    /** The same in minutes. */
    public long wayBackMinutes() {
        return (long) wayBackHours * MINUTES_PER_HOUR;
    }
}
