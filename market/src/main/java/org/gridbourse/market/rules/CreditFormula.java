package org.gridbourse.market.rules;

/**
 * The figures of the credit formula (rulebook, section 6).
 *
 * @param startScore score of a newly registered participant
 * @param gain most points that a session delivered within tolerance earns
 * @param penalty points that a session costs of which nothing was delivered
 * @param notRevealed points that a sealed schedule costs which is not revealed
 * @param prepaymentDefault points that a session costs for which was not prepaid
 * @param estimated points that a session costs of which a reading never came
 * @param wayBackSessions sessions closed while suspended after which a participant without arrears comes back
 * @param wayBackScore score with which it comes back
 */
public record CreditFormula(
        int startScore,
        int gain,
        int penalty,
        int notRevealed,
        int prepaymentDefault,
        int estimated,
        int wayBackSessions,
        int wayBackScore) {
    public CreditFormula {
        for (int points : new int[] {gain, penalty, notRevealed, prepaymentDefault, estimated, wayBackSessions}) {
            if (points < 0) {
                throw new IllegalArgumentException("a figure of the credit formula (%s) is negative".formatted(points));
            }
        }
    }
}
