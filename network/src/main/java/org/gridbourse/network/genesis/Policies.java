package org.gridbourse.network.genesis;

import java.util.Arrays;
import java.util.List;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.ImplicitMetaPolicy;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.Policy;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;

/** Policies as the channel's configuration spells them. */
final class Policies {
    /** Name of the policy that may change nearly everything, and of the one that guards the others. */
    static final String ADMINS = "Admins";

    private Policies() {}

    /** One signature by a member of the organisation in one of these roles. */
    static ConfigPolicy anyOf(String mspId, MSPRole.MSPRoleType... roles) {
        return signatures(
                1, Arrays.stream(roles).map(role -> principal(mspId, role)).toList());
    }

    /** {@code required} signatures, each by another one of the principals. */
    static ConfigPolicy signatures(int required, List<MSPPrincipal> principals) {
        SignaturePolicy.NOutOf.Builder rule =
                SignaturePolicy.NOutOf.newBuilder().setN(required);
        for (int i = 0; i < principals.size(); i++) {
            rule.addRules(SignaturePolicy.newBuilder().setSignedBy(i));
        }
        SignaturePolicyEnvelope envelope = SignaturePolicyEnvelope.newBuilder()
                .setRule(SignaturePolicy.newBuilder().setNOutOf(rule))
                .addAllIdentities(principals)
                .build();
        return policy(
                Policy.newBuilder().setType(Policy.PolicyType.SIGNATURE_VALUE).setValue(envelope.toByteString()));
    }

    /** As many of the groups below as the rule says must have their policy of that name satisfied. */
    static ConfigPolicy implicit(ImplicitMetaPolicy.Rule rule, String policyBelow) {
        ImplicitMetaPolicy implicit = ImplicitMetaPolicy.newBuilder()
                .setRule(rule)
                .setSubPolicy(policyBelow)
                .build();
        return policy(Policy.newBuilder()
                .setType(Policy.PolicyType.IMPLICIT_META_VALUE)
                .setValue(implicit.toByteString()));
    }

    private static ConfigPolicy policy(Policy.Builder policy) {
        return ConfigPolicy.newBuilder().setModPolicy(ADMINS).setPolicy(policy).build();
    }

    private static MSPPrincipal principal(String mspId, MSPRole.MSPRoleType role) {
        MSPRole principal =
                MSPRole.newBuilder().setMspIdentifier(mspId).setRole(role).build();
        return MSPPrincipal.newBuilder()
                .setPrincipalClassification(MSPPrincipal.Classification.ROLE)
                .setPrincipal(principal.toByteString())
                .build();
    }
}
