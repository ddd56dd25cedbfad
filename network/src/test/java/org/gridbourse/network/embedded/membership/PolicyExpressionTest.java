package org.gridbourse.network.embedded.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyExpressionTest {
    @Test
    void the_market_policy_is_two_of_two_with_one_of_two_inside() {
        SignaturePolicyEnvelope policy =
                PolicyExpression.parse("AND('GridMSP.peer', OR('NorthMSP.peer','SouthMSP.peer'))");
        assertThat(policy.getRule().getNOutOf().getN()).isEqualTo(2);
        assertThat(policy.getRule().getNOutOf().getRules(0).getSignedBy()).isZero();
        assertThat(policy.getRule().getNOutOf().getRules(1).getNOutOf().getN()).isEqualTo(1);
        assertThat(policy.getIdentitiesCount()).isEqualTo(3);
    }

    @Test
    void a_principal_named_twice_is_listed_once() {
        assertThat(PolicyExpression.parse("OutOf(2,'A.member','B.admin','A.member')")
                        .getIdentitiesCount())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AND()",
                "AND('A.peer'",
                "'A.king'",
                "OutOf('A.peer')",
                "AND('A.peer') x",
                "A.peer",
                "AND('A.peer',)"
            })
    void what_is_no_policy_is_refused_with_the_place(String text) {
        assertThatThrownBy(() -> PolicyExpression.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("character");
    }
}
