package org.gridbourse.market.rules;

import java.util.List;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;

/**
 * One version of what the rulebook leaves to versions: the table of classes and the credit formula.
 *
 * @param version 1, 2, …
 * @param terms one per {@link CreditClass}, in its order, lowest scores falling to 0
 * @param credit figures of the credit formula
 */
public record RuleSet(int version, List<ClassTerms> terms, CreditFormula credit) {
    /** Highest credit score. */
    public static final int HIGHEST_SCORE = 1000;

    public RuleSet {
        terms = List.copyOf(terms);
        if (version < 1) {
            throw new IllegalArgumentException("version (%s) must be at least 1".formatted(version));
        }
        if (terms.size() != CreditClass.values().length) {
            throw new IllegalArgumentException(
                    "terms (%s) must be one per class (%s)".formatted(terms.size(), CreditClass.values().length));
        }
        int above = HIGHEST_SCORE + 1;
        for (ClassTerms each : terms) {
            if (each.lowestScore() >= above) {
                throw new IllegalArgumentException(
                        "lowest scores must fall, %s is not below %s".formatted(each.lowestScore(), above));
            }
            above = each.lowestScore();
        }
        if (above != 0) {
            throw new IllegalArgumentException("the last class must begin at score 0, not %s".formatted(above));
        }
        requireScore(credit.startScore());
        requireScore(credit.wayBackScore());
    }

    /** Version 1, the rulebook as printed. */
    public static RuleSet version1() {
        return new RuleSet(
                1,
                List.of(
                        new ClassTerms(800, new BondRate(50), 100),
                        new ClassTerms(600, new BondRate(100), 100),
                        new ClassTerms(400, new BondRate(150), 60),
                        new ClassTerms(200, new BondRate(200), 30),
                        new ClassTerms(0, new BondRate(200), 0)),
                new CreditFormula(600, 20, 100, 10, 100, 150, 50, 72, 200));
    }

    /** The class of a score. */
    public CreditClass classOf(int score) {
        requireScore(score);
        for (CreditClass each : CreditClass.values()) {
            if (score >= termsOf(each).lowestScore()) {
                return each;
            }
        }
        return CreditClass.SUSPENDED;
    }

    public ClassTerms termsOf(CreditClass creditClass) {
        return terms.get(creditClass.ordinal());
    }

    /** The terms of whoever has this score. */
    public ClassTerms termsAt(int score) {
        return termsOf(classOf(score));
    }

    /** Refuses a version that is not known. */
    public static RuleSet known(long version) {
        if (version != 1) {
            throw new RefusedException(
                    Refusal.RULE_VERSION_UNKNOWN, "rule version %s is not known, 1 is".formatted(version));
        }
        return version1();
    }

    private static void requireScore(int score) {
        if (score < 0 || score > HIGHEST_SCORE) {
            throw new IllegalArgumentException("score (%s) must be within 0..%s".formatted(score, HIGHEST_SCORE));
        }
    }
}
