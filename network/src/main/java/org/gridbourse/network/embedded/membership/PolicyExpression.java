package org.gridbourse.network.embedded.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.MSPRole.MSPRoleType;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;

/**
 * Reads endorsement policies as people write them for the peer's command line, such as
 * {@code AND('GridMSP.peer',OR('NorthMSP.peer','SouthMSP.peer'))} or {@code OutOf(2,'A.member','B.member','C.member')}.
 */
public final class PolicyExpression {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(AND|OR|OutOf)\\s*\\(|'([A-Za-z0-9.-]+)\\.(member|admin|client|peer|orderer)'|(\\d+)|([,)]))");

    private final String text;
    private final Matcher tokens;
    private final List<MSPPrincipal> principals = new ArrayList<>();
    private int position;

    private PolicyExpression(String text) {
        this.text = text;
        this.tokens = TOKEN.matcher(text);
    }

    public static SignaturePolicyEnvelope parse(String text) {
        PolicyExpression expression = new PolicyExpression(text.strip());
        expression.next();
        SignaturePolicy rule = expression.rule();
        if (expression.position != expression.text.length()) {
            throw expression.error("nothing more");
        }
        return SignaturePolicyEnvelope.newBuilder()
                .setRule(rule)
                .addAllIdentities(expression.principals)
                .build();
    }

    private SignaturePolicy rule() {
        if (tokens.group(2) != null) {
            return SignaturePolicy.newBuilder()
                    .setSignedBy(principal(tokens.group(2), tokens.group(3)))
                    .build();
        }
        if (tokens.group(1) == null) {
            throw error("AND(, OR(, OutOf( or a principal such as 'GridMSP.peer'");
        }
        return gate(tokens.group(1));
    }

    private SignaturePolicy gate(String name) {
        next();
        int count = 0;
        if (name.equals("OutOf")) {
            if (tokens.group(4) == null) {
                throw error("a number");
            }
            count = Integer.parseInt(tokens.group(4));
            next();
            expectComma();
        }
        List<SignaturePolicy> rules = new ArrayList<>();
        rules.add(rule());
        next();
        while (",".equals(tokens.group(5))) {
            next();
            rules.add(rule());
            next();
        }
        if (!")".equals(tokens.group(5))) {
            throw error("a comma or a closing bracket");
        }
        int needed = name.equals("AND") ? rules.size() : name.equals("OR") ? 1 : count;
        return SignaturePolicy.newBuilder()
                .setNOutOf(SignaturePolicy.NOutOf.newBuilder().setN(needed).addAllRules(rules))
                .build();
    }

    private int principal(String mspId, String role) {
        MSPRole wanted = MSPRole.newBuilder()
                .setMspIdentifier(mspId)
                .setRole(MSPRoleType.valueOf(role.toUpperCase(Locale.ROOT)))
                .build();
        MSPPrincipal principal = MSPPrincipal.newBuilder()
                .setPrincipalClassification(MSPPrincipal.Classification.ROLE)
                .setPrincipal(wanted.toByteString())
                .build();
        int known = principals.indexOf(principal);
        if (known >= 0) {
            return known;
        }
        principals.add(principal);
        return principals.size() - 1;
    }

    private void expectComma() {
        if (!",".equals(tokens.group(5))) {
            throw error("a comma");
        }
        next();
    }

    private void next() {
        int from = position;
        tokens.region(from, text.length());
        if (!tokens.lookingAt()) {
            throw new IllegalArgumentException(
                    "policy (%s) cannot be read from character %d on".formatted(text, from + 1));
        }
        position = tokens.end();
    }

    private IllegalArgumentException error(String wanted) {
        return new IllegalArgumentException(
                "policy (%s) must have %s at character %d".formatted(text, wanted, position));
    }
}
