package org.gridbourse.network.embedded.membership;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.MSPRole.MSPRoleType;
import org.hyperledger.fabric.protos.common.OrganizationUnit;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;

/** Evaluates signature policies: trees of "n of these" over principals. */
public final class SignaturePolicies {
    /** Nesting beyond this is refused; only a hostile policy has it. */
    private static final int MAX_DEPTH = 50;

    private SignaturePolicies() {}

    /** Whether these signers, each counted for one leaf only, satisfy the policy. */
    public static boolean isSatisfied(SignaturePolicyEnvelope policy, List<MemberIdentity> signers) {
        return evaluate(policy.getRule(), policy.getIdentitiesList(), signers, new boolean[signers.size()], 0);
    }

    private static boolean evaluate(
            SignaturePolicy rule,
            List<MSPPrincipal> principals,
            List<MemberIdentity> signers,
            boolean[] used,
            int depth) {
        if (depth > MAX_DEPTH) {
            return false;
        }
        if (rule.hasNOutOf()) {
            int satisfied = 0;
            for (SignaturePolicy branch : rule.getNOutOf().getRulesList()) {
                boolean[] attempt = used.clone();
                if (evaluate(branch, principals, signers, attempt, depth + 1)) {
                    satisfied++;
                    System.arraycopy(attempt, 0, used, 0, used.length);
                }
            }
            return satisfied >= rule.getNOutOf().getN();
        }
        if (rule.getTypeCase() != SignaturePolicy.TypeCase.SIGNED_BY
                || rule.getSignedBy() < 0
                || rule.getSignedBy() >= principals.size()) {
            return false;
        }
        MSPPrincipal wanted = principals.get(rule.getSignedBy());
        for (int i = 0; i < signers.size(); i++) {
            if (!used[i] && satisfies(signers.get(i), wanted)) {
                used[i] = true;
                return true;
            }
        }
        return false;
    }

    static boolean satisfies(MemberIdentity member, MSPPrincipal principal) {
        try {
            switch (principal.getPrincipalClassification()) {
                case ROLE:
                    MSPRole role = MSPRole.parseFrom(principal.getPrincipal());
                    return role.getMspIdentifier().equals(member.mspId()) && hasRole(member, role.getRole());
                case ORGANIZATION_UNIT:
                    OrganizationUnit unit = OrganizationUnit.parseFrom(principal.getPrincipal());
                    return unit.getMspIdentifier().equals(member.mspId())
                            && member.units().contains(unit.getOrganizationalUnitIdentifier());
                case IDENTITY:
                    return principal.getPrincipal().equals(member.serialized());
                default:
                    return false;
            }
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    private static boolean hasRole(MemberIdentity member, MSPRoleType role) {
        return role == MSPRoleType.MEMBER
                ? member.isValid()
                : member.role().filter(role::equals).isPresent();
    }
}
