package org.gridbourse.market.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.gridbourse.market.Refusals.assertRefused;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSetTest {
    private static final RuleSet RULES = RuleSet.version1();

    @ParameterizedTest(name = "score {0}: class {1}, rate {2} %, {3} Wh of a tie line of 999 Wh")
    @CsvSource({
        "1000, A, 50, 999", "800, A, 50, 999",
        "799, B, 100, 999", "600, B, 100, 999",
        "599, C, 150, 599", "400, C, 150, 599",
        "399, D, 200, 299", "200, D, 200, 299",
        "199, SUSPENDED, 200, 0", "0, SUSPENDED, 200, 0"
    })
    void the_score_decides_class_bond_rate_and_volume(int score, CreditClass creditClass, int percent, long limitWh) {
        assertThat(RULES.classOf(score)).isEqualTo(creditClass);
        assertThat(RULES.termsAt(score).rate()).isEqualTo(new BondRate(percent));
        assertThat(RULES.termsAt(score).volumeLimit(new Energy(999))).isEqualTo(new Energy(limitWh));
        assertThat(RULES.termsAt(score).isSuspended()).isEqualTo(score < 200);
    }

    @Test
    void a_bond_rate_is_rounded_up_to_the_nano() {
        assertThat(new BondRate(50).of(new Money(3))).isEqualTo(new Money(2));
        assertThat(new BondRate(150).of(new Money(2))).isEqualTo(new Money(3));
        assertThat(new BondRate(0).of(new Money(2))).isEqualTo(Money.ZERO);
    }

    @Test
    void only_version_1_is_known_without_a_ledger() {
        assertThat(RuleSet.known(1)).isEqualTo(RULES);
        assertRefused(Refusal.RULE_VERSION_UNKNOWN, "version 2", () -> RuleSet.known(2));
        assertRefused(Refusal.RULE_VERSION_UNKNOWN, "version 0", () -> RuleSet.known(0));
        assertRefused(Refusal.RULE_VERSION_UNKNOWN, "version 4294967297", () -> RuleSet.known(4_294_967_297L));
    }

    @Test
    void a_version_needs_one_row_per_class_with_falling_scores_down_to_zero() {
        List<ClassTerms> terms = new ArrayList<>(RULES.terms());
        assertIllegal("version (0)", () -> new RuleSet(0, terms, RULES.credit()));
        assertIllegal("terms (4)", () -> new RuleSet(2, terms.subList(0, 4), RULES.credit()));
        terms.set(1, new ClassTerms(800, new BondRate(100), 100));
        assertIllegal("800 is not below 800", () -> new RuleSet(2, terms, RULES.credit()));
        terms.set(1, RULES.terms().get(1));
        terms.set(4, new ClassTerms(1, new BondRate(100), 0));
        assertIllegal("begin at score 0, not 1", () -> new RuleSet(2, terms, RULES.credit()));
        terms.set(4, RULES.terms().get(4));
        terms.set(0, new ClassTerms(1_001, new BondRate(100), 0));
        assertIllegal("1001 is not below 1001", () -> new RuleSet(2, terms, RULES.credit()));
    }

    @Test
    void figures_of_the_credit_formula_are_in_range() {
        assertIllegal("-1", () -> new CreditFormula(600, -1, 100, 10, 100, 150, 50, 72, 200));
        assertIllegal(
                "score (1001)",
                () -> new RuleSet(2, RULES.terms(), new CreditFormula(1_001, 20, 100, 10, 100, 150, 50, 72, 200)));
        assertIllegal(
                "score (-1)",
                () -> new RuleSet(2, RULES.terms(), new CreditFormula(600, 20, 100, 10, 100, 150, 50, 72, -1)));
        new RuleSet(2, RULES.terms(), new CreditFormula(1_000, 0, 0, 0, 0, 0, 0, 0, 0));
        assertIllegal("tolerancePercent (51)", () -> new CreditFormula(600, 20, 100, 51, 100, 150, 50, 72, 200));
        assertIllegal("score (1001)", () -> RULES.classOf(1_001));
        assertIllegal("score (-1)", () -> RULES.classOf(-1));
        assertIllegal("percent (-1)", () -> new BondRate(-1));
        assertIllegal("volumePercent (101)", () -> new ClassTerms(0, new BondRate(1), 101));
        assertIllegal("volumePercent (-1)", () -> new ClassTerms(0, new BondRate(1), -1));
    }

    private static void assertIllegal(String words, ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(words);
    }
}
