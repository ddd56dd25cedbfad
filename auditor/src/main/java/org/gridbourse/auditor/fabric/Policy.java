package org.gridbourse.auditor.fabric;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.List;
import org.gridbourse.auditor.fabric.Member.Role;
import org.hyperledger.fabric.protos.common.CombinedPrincipal;
import org.hyperledger.fabric.protos.common.MSPIdentityAnonymity;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.OrganizationUnit;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;

/** Whose signatures are needed. */
public sealed interface Policy {

    /** Whether these signers, each there once, are enough. */
    boolean isSatisfiedBy(List<Member> signers);

    /** The fewest signers that could be enough; more than anybody has where nobody can. */
    int fewestSigners();

    /** In words, for findings. */
    String words();

    /** Nobody satisfies it: a policy that is not there or cannot be read. */
    record Nobody(String reason) implements Policy {
        @Override
        public boolean isSatisfiedBy(List<Member> signers) {
            return false;
        }

        @Override
        public int fewestSigners() {
            return 1_000_000;
        }

        @Override
        public String words() {
            return "nobody (" + reason + ")";
        }
    }

    /** So many of the policies of the groups below. */
    record OfSubPolicies(int threshold, String name, List<Policy> policies) implements Policy {
        public OfSubPolicies {
            policies = List.copyOf(policies);
        }

        @Override
        public boolean isSatisfiedBy(List<Member> signers) {
            return policies.stream()
                            .filter(policy -> policy.isSatisfiedBy(signers))
                            .limit(threshold)
                            .count()
                    == threshold;
        }

        @Override
        public int fewestSigners() {
            return policies.stream()
                    .mapToInt(Policy::fewestSigners)
                    .sorted()
                    .limit(threshold)
                    .reduce(0, Math::addExact);
        }

        @Override
        public String words() {
            return "%d of %d groups' %s".formatted(threshold, policies.size(), name);
        }
    }

    /** A tree of signatures; each signer satisfies one leaf only. */
    record OfSignatures(Membership membership, SignaturePolicyEnvelope envelope) implements Policy {

        /** A policy that names a principal that is not there satisfies nobody. */
        static Policy of(Membership membership, SignaturePolicyEnvelope envelope) {
            return isWellFormed(envelope.getRule(), envelope.getIdentitiesCount(), 0)
                    ? new OfSignatures(membership, envelope)
                    : new Nobody("signature policy is malformed");
        }

        private static boolean isWellFormed(SignaturePolicy rule, int principals, int depth) {
            return switch (rule.getTypeCase()) {
                case SIGNED_BY -> rule.getSignedBy() >= 0 && rule.getSignedBy() < principals;
                case N_OUT_OF ->
                    depth < 100
                            && rule.getNOutOf().getRulesList().stream()
                                    .allMatch(inner -> isWellFormed(inner, principals, depth + 1));
                case TYPE_NOT_SET -> false;
            };
        }

        @Override
        public boolean isSatisfiedBy(List<Member> signers) {
            return isSatisfied(envelope.getRule(), signers, new boolean[signers.size()]);
        }

        @Override
        public int fewestSigners() {
            return fewest(envelope.getRule());
        }

        @Override
        public String words() {
            return words(envelope.getRule());
        }

        /** Depth first; a gate tries all its branches in order and keeps the signers that satisfied ones used. */
        private boolean isSatisfied(SignaturePolicy rule, List<Member> signers, boolean[] used) {
            if (rule.hasNOutOf()) {
                int satisfied = 0;
                for (SignaturePolicy inner : rule.getNOutOf().getRulesList()) {
                    boolean[] tried = used.clone();
                    if (isSatisfied(inner, signers, tried)) {
                        satisfied++;
                        System.arraycopy(tried, 0, used, 0, used.length);
                    }
                }
                return satisfied >= rule.getNOutOf().getN();
            }
            MSPPrincipal principal = envelope.getIdentities(rule.getSignedBy());
            for (int i = 0; i < used.length; i++) {
                if (!used[i] && is(signers.get(i), principal)) {
                    used[i] = true;
                    return true;
                }
            }
            return false;
        }

        private static int fewest(SignaturePolicy rule) {
            return rule.hasNOutOf()
                    ? Arrays.stream(rule.getNOutOf().getRulesList().stream()
                                    .mapToInt(OfSignatures::fewest)
                                    .sorted()
                                    .toArray())
                            .limit(Math.max(0, rule.getNOutOf().getN()))
                            .sum()
                    : 1;
        }

        private String words(SignaturePolicy rule) {
            if (!rule.hasNOutOf()) {
                return words(envelope.getIdentities(rule.getSignedBy()));
            }
            return rule.getNOutOf().getN() + " of ("
                    + String.join(
                            ", ",
                            rule.getNOutOf().getRulesList().stream()
                                    .map(this::words)
                                    .toList())
                    + ")";
        }

        private String words(MSPPrincipal principal) {
            try {
                return switch (principal.getPrincipalClassification()) {
                    case ROLE -> {
                        MSPRole role = MSPRole.parseFrom(principal.getPrincipal());
                        yield role.getMspIdentifier() + "."
                                + role.getRole().name().toLowerCase(java.util.Locale.ROOT);
                    }
                    case ORGANIZATION_UNIT -> {
                        OrganizationUnit unit = OrganizationUnit.parseFrom(principal.getPrincipal());
                        yield unit.getMspIdentifier() + "." + unit.getOrganizationalUnitIdentifier();
                    }
                    case IDENTITY -> membership.member(principal.getPrincipal()).words();
                    case ANONYMITY, COMBINED, UNRECOGNIZED ->
                        principal.getPrincipalClassification().name();
                };
            } catch (InvalidProtocolBufferException e) {
                return "unreadable";
            }
        }

        private boolean is(Member member, MSPPrincipal principal) {
            try {
                return switch (principal.getPrincipalClassification()) {
                    case ROLE -> hasRole(member, MSPRole.parseFrom(principal.getPrincipal()));
                    case ORGANIZATION_UNIT -> isInUnit(member, OrganizationUnit.parseFrom(principal.getPrincipal()));
                    case IDENTITY -> isSame(member, membership.member(principal.getPrincipal()));
                    case ANONYMITY ->
                        MSPIdentityAnonymity.parseFrom(principal.getPrincipal()).getAnonymityType()
                                == MSPIdentityAnonymity.MSPIdentityAnonymityType.NOMINAL;
                    case COMBINED -> isAll(member, CombinedPrincipal.parseFrom(principal.getPrincipal()));
                    case UNRECOGNIZED -> false;
                };
            } catch (InvalidProtocolBufferException e) {
                return false;
            }
        }

        private boolean isAll(Member member, CombinedPrincipal principals) {
            return principals.getPrincipalsCount() > 0
                    && principals.getPrincipalsList().stream().allMatch(principal -> is(member, principal));
        }

        private static boolean isSame(Member member, Member other) {
            return !member.id().isEmpty() && member.id().equals(other.id()) && other.isValid();
        }

        private static boolean isInUnit(Member member, OrganizationUnit unit) {
            return unit.getMspIdentifier().equals(member.mspId())
                    && member.isValid()
                    && member.units().contains(unit.getOrganizationalUnitIdentifier())
                    && member.issuers().equals(unit.getCertifiersIdentifier());
        }

        private static boolean hasRole(Member member, MSPRole role) {
            if (!role.getMspIdentifier().equals(member.mspId())) {
                return false;
            }
            return switch (role.getRole()) {
                case MEMBER -> member.isValid();
                case ADMIN ->
                    member.namedAdmin() || member.isValid() && member.roles().contains(Role.ADMIN);
                case CLIENT -> member.isValid() && member.roles().contains(Role.CLIENT);
                case PEER -> member.isValid() && member.roles().contains(Role.PEER);
                case ORDERER -> member.isValid() && member.roles().contains(Role.ORDERER);
                case UNRECOGNIZED -> false;
            };
        }
    }
}
