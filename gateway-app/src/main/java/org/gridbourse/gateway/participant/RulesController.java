package org.gridbourse.gateway.participant;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.market.rules.ClassTerms;
import org.gridbourse.market.rules.CreditClass;
import org.gridbourse.market.rules.RuleSet;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows what the rules in force say about credit. */
@Tag(name = "Participants")
@RestController
class RulesController {
    private final LedgerView view;

    RulesController(LedgerView view) {
        this.view = view;
    }

    /** What a class of credit scores means: a bond rate, and how much of the tie line may be ordered. */
    record CreditTerms(String creditClass, int lowestScore, int bondRatePercent, int volumePercent) {}

    /** @param classes best first */
    record Rules(int ruleVersion, int startScore, int highestScore, List<CreditTerms> classes) {}

    @GetMapping("/api/rules")
    Rules rules() {
        RuleSet rules = view.rulesInForce();
        return new Rules(
                rules.version(),
                rules.credit().startScore(),
                RuleSet.HIGHEST_SCORE,
                Arrays.stream(CreditClass.values())
                        .map(each -> terms(each, rules.termsOf(each)))
                        .toList());
    }

    private static CreditTerms terms(CreditClass creditClass, ClassTerms terms) {
        return new CreditTerms(
                creditClass.name(), terms.lowestScore(), terms.rate().percent(), terms.volumePercent());
    }
}
