package org.gridbourse.gateway.fabric;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;

/**
 * What an error of Fabric's gateway service means: the contract said no, the endorsers disagreed, or, if neither,
 * somebody was not there.
 *
 * @param text the service's message and what each peer added to it
 */
record FabricProblem(String text) {
    private static final Pattern REFUSAL = Pattern.compile("chaincode response \\d+, ([A-Z][A-Z0-9_]*)\\|([^\\n]*)");
    /** The contract's own code and what it says about it. */
    record Refusal(String code, String detail) {}

    static FabricProblem of(GatewayException problem) {
        String text = Stream.concat(
                        Stream.of(String.valueOf(problem.getStatus().getDescription())),
                        problem.getDetails().stream().map(ErrorDetail::getMessage))
                .distinct()
                .collect(Collectors.joining("\n"));
        return new FabricProblem(text);
    }

    Optional<Refusal> refusal() {
        Matcher matcher = REFUSAL.matcher(text);
        return matcher.find() ? Optional.of(new Refusal(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    boolean endorsersDisagree() {
        return text.contains("ProposalResponsePayloads do not match");
    }
}
