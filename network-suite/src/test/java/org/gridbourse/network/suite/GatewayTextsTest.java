package org.gridbourse.network.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.gridbourse.fabric.json.Json;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.identity.Organisation;
import org.gridbourse.network.identity.SigningIdentity;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the gateway of a real Fabric 3.1.5 was recorded to say in each situation; every network must say the same, but for
 * ids, times and addresses.
 */
class GatewayTextsTest extends SuiteTest {
    private static final Path RECORDED =
            Path.of(System.getProperty("gridbourse.root"), "network-suite/src/test/resources/recorded/gateway.json");

    private final Map<String, Supplier<SignedProposal>> proposals = new LinkedHashMap<>();

    @TempDir
    private Path foreign;

    /** What a call came to: code and text, and what each organisation's peer had to say. */
    private record Outcome(String status, String message, List<String> details) {}

    @Test
    void every_refusal_to_execute_has_the_recorded_code_text_and_details() throws Exception {
        describeProposals();
        List<String> seen = new ArrayList<>();
        for (Map<?, ?> recorded : recorded()) {
            String name = (String) recorded.get("case");
            Supplier<SignedProposal> proposal = proposals.get(name);
            String call = String.valueOf(recorded.get("call"));
            if (proposal == null || !(call.startsWith("Endorse via Grid") || call.startsWith("Evaluate via Grid"))) {
                continue;
            }
            String[] organisations = call.contains("orgs=") ? call.split("orgs=")[1].split(",") : new String[0];
            Outcome outcome = call.startsWith("Endorse")
                    ? outcome(() -> grid.service().endorse(grid.endorseRequest(proposal.get(), organisations)))
                    : outcome(() -> grid.service()
                            .evaluate(grid.evaluateRequest(proposal.get()).toBuilder()
                                    .addAllTargetOrganizations(List.of(organisations))
                                    .build()));
            assertThat(outcome).as("%s: %s", call, name).isEqualTo(expected(recorded));
            seen.add(name);
        }
        assertThat(seen).containsAll(proposals.keySet());
    }

    @Test
    void every_refusal_to_order_or_to_tell_has_the_recorded_code_and_text() throws Exception {
        Envelope good = grid.endorse(draft("put", key, "v").signed());
        Client stranger = network.client("Grid", stranger("Grid"));
        Client revoked = network.client("Grid", network.user("Grid", NetworkUnderTest.REVOKED.name()));
        Map<String, Supplier<Object>> calls = new LinkedHashMap<>();
        calls.put("Submit via Grid: envelope not signed", () -> grid.service()
                .submit(grid.submitRequest(good.toBuilder().clearSignature().build())));
        calls.put("Submit via Grid: envelope with a bad signature", () -> grid.service()
                .submit(grid.submitRequest(good.toBuilder()
                        .setSignature(broken(good.getSignature()))
                        .build())));
        calls.put("Submit via Grid: envelope signed by another (revoked) user", () -> grid.service()
                .submit(grid.submitRequest(revoked.sign(good))));
        calls.put("Submit via Grid: no envelope", () -> grid.service()
                .submit(SubmitRequest.newBuilder()
                        .setChannelId(NetworkUnderTest.CHANNEL)
                        .build()));
        calls.put("Submit via Grid: unknown channel", () -> grid.service()
                .submit(grid.submitRequest(good).toBuilder()
                        .setChannelId("nochannel")
                        .build()));
        calls.put("CommitStatus via Grid: empty txid, deadline 2 s", () -> grid.status(""));
        calls.put("CommitStatus via Grid: stranger", () -> stranger.status("any"));
        calls.put("CommitStatus via Grid: revoked user", () -> revoked.status("any"));
        calls.put("CommitStatus via Grid: bad signature", () -> grid.service()
                .commitStatus(grid.statusRequest("any").toBuilder()
                        .setSignature(broken(grid.statusRequest("any").getSignature()))
                        .build()));
        List<String> seen = new ArrayList<>();
        for (Map<?, ?> recorded : recorded()) {
            String name = recorded.get("call") + ": " + recorded.get("case");
            if (calls.containsKey(name)) {
                assertThat(outcome(calls.get(name)::get)).as(name).isEqualTo(expected(recorded));
                seen.add(name);
            }
        }
        assertThat(seen).containsAll(calls.keySet());
        stranger.close();
        revoked.close();
    }

    private void describeProposals() {
        add("normal call", () -> draft("put", key, "v").signed());
        add("read-only function", () -> draft("get", key).signed());
        add("chaincode throws ChaincodeException", () -> draft("fail", "PRB-0001|no such slot")
                .signed());
        add(
                "chaincode throws ChaincodeException, endorsing organisations given",
                () -> draft("fail", "PRB-0001|no such slot").signed());
        add("chaincode throws a RuntimeException", () -> draft("boom", "x").signed());
        add("chaincode writes, then throws", () -> draft("writeThenFail", key).signed());
        add("wrong number of arguments", () -> draft("put", key).signed());
        add("unknown function", () -> draft("nosuch").signed());
        add("empty function name", () -> draft("").signed());
        add("function with contract prefix", () -> draft("probe:get", key).signed());
        add("unknown contract prefix", () -> draft("other:get", key).signed());
        add("putState with an empty key", () -> draft("put", "", "v").signed());
        add("paginated query in an update", () -> draft("pageThenWrite", "a", "b", "2", key)
                .signed());
        add("chaincode calls another name of the same package", () -> draft("callOther", "probe", key, "v")
                .signed());
        add("chaincode calls an unknown chaincode", () -> draft("callOther", "nosuch", key, "v")
                .signed());
        add("endorsement mismatch: different writes", () -> draft("mismatch", key)
                .signed());
        add("endorsement mismatch: different result", () -> draft("mismatchResult")
                .signed());
        add("unknown chaincode", () -> draft("put", key, "v").to("nosuch").signed());
        add(
                "unknown chaincode, endorsing organisations given",
                () -> draft("put", key, "v").to("nosuch").signed());
        add(
                "unknown channel",
                () -> draft("put", key, "v").onChannel("nochannel").signed());
        add(
                "unknown channel, endorsing organisations given",
                () -> draft("put", key, "v").onChannel("nochannel").signed());
        add("unknown endorsing organisation", () -> draft("put", key, "v").signed());
        add("one known and one unknown endorsing organisation", () -> draft("put", key, "v")
                .signed());
        add("endorsing organisations do not satisfy the policy", () -> draft("put", key, "v")
                .signed());
        add(
                "system chaincode qscc GetChainInfo",
                () -> draft("GetChainInfo", NetworkUnderTest.CHANNEL).to("qscc").signed());
        describeStrangers();
        add("bad signature", () -> {
            SignedProposal signed = draft("get", key).signed();
            return signed.toBuilder()
                    .setSignature(broken(signed.getSignature()))
                    .build();
        });
        add("signature with high S", () -> {
            SignedProposal signed = draft("get", key).signed();
            return signed.toBuilder()
                    .setSignature(HandMade.highS(signed.getSignature()))
                    .build();
        });
        add(
                "no signature",
                () -> draft("get", key).signed().toBuilder().clearSignature().build());
        add("timestamp one hour ago (window 15 m)", () -> draft("get", key)
                .at(Instant.now().minus(Duration.ofHours(1)))
                .signed());
        add("timestamp in one hour", () -> draft("get", key)
                .at(Instant.now().plus(Duration.ofHours(1)))
                .signed());
        // recorded with a window of 15 minutes; ours is one
        add("timestamp 14 minutes ago", () -> draft("get", key)
                .at(Instant.now().minus(Duration.ofSeconds(50)))
                .signed());
        add(
                "txid is not the hash of nonce and creator",
                () -> draft("get", key).claiming("ab".repeat(32)).signed());
        add("epoch not 0", () -> draft("get", key).inEpoch(1).signed());
        add(
                "header type CONFIG",
                () -> draft("get", key).ofType(HeaderType.CONFIG).signed());
        add("empty proposal bytes", SignedProposal::getDefaultInstance);
        add("garbage proposal bytes", () -> SignedProposal.newBuilder()
                .setProposalBytes(ByteString.copyFromUtf8("garbage"))
                .setSignature(ByteString.copyFromUtf8("x"))
                .build());
        add("user of North at the gateway of Grid", () -> ProposalDraft.of(
                        network.user("North", "prosumer"), "get", key)
                .signed());
    }

    private void describeStrangers() {
        SigningIdentity northern = network.user("North", "prosumer");
        add("identity: self-signed certificate under GridMSP", () -> as(stranger("Grid")));
        add("identity: unknown MSP id", () -> as(renamed(stranger("Grid"), "FooMSP")));
        add("identity: certificate of Grid under NorthMSP", () -> as(renamed(grid.identity(), northern.mspId())));
        add("identity: revoked user", () -> as(network.user("Grid", NetworkUnderTest.REVOKED.name())));
        add("identity: expired certificate", () -> as(network.user("Grid", NetworkUnderTest.EXPIRED.name())));
        add(
                "identity: peer certificate (not a Writer)",
                () -> as(network.identities().organisation("Grid").nodeIdentity()));
        add("identity: admin of an orderer organisation", () -> as(network.user("GridOrd", "Admin")));
    }

    private void add(String name, Supplier<SignedProposal> proposal) {
        proposals.put(name, proposal);
    }

    private ProposalDraft draft(String function, String... arguments) {
        return ProposalDraft.of(grid.identity(), function, arguments);
    }

    private SignedProposal as(SigningIdentity identity) {
        return ProposalDraft.of(identity, "get", key).signed();
    }

    /** Somebody with a certificate of an authority of the same name that nobody knows. */
    private SigningIdentity stranger(String organisation) {
        return Identities.create(foreign, List.of(Organisation.peer(organisation)), List.of(), Instant.now())
                .organisation(organisation)
                .user("operator");
    }

    private static SigningIdentity renamed(SigningIdentity identity, String mspId) {
        return new SigningIdentity(mspId, identity.certificatePem(), identity.certificate(), identity.privateKey());
    }

    private static ByteString broken(ByteString signature) {
        byte[] bytes = signature.toByteArray();
        bytes[bytes.length - 1] ^= 1;
        return ByteString.copyFrom(bytes);
    }

    private static List<Map<?, ?>> recorded() throws IOException {
        Map<?, ?> all = (Map<?, ?>) Json.read(RECORDED);
        return ((List<?>) all.get("gateway"))
                .stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList();
    }

    private static Outcome expected(Map<?, ?> recorded) {
        String status = (String) recorded.get("status");
        if (status.equals("OK")) {
            return new Outcome("OK", "", List.of());
        }
        List<String> details = recorded.get("details") instanceof List<?> list
                ? list.stream()
                        .map(each -> (Map<?, ?>) each)
                        .map(detail -> masked(detail.get("msp_id") + ": " + detail.get("message")))
                        .sorted()
                        .toList()
                : List.of();
        return new Outcome(status.split(" ")[1], masked((String) recorded.get("message")), details);
    }

    private interface Call {
        Object make() throws Exception;
    }

    private static Outcome outcome(Call call) throws Exception {
        try {
            call.make();
            return new Outcome("OK", "", List.of());
        } catch (StatusRuntimeException e) {
            Status status = e.getStatus();
            return new Outcome(status.getCode().name(), masked(status.getDescription()), details(e));
        }
    }

    private static List<String> details(StatusRuntimeException failure) throws InvalidProtocolBufferException {
        List<String> details = new ArrayList<>();
        for (Any any : StatusProto.fromThrowable(failure).getDetailsList()) {
            ErrorDetail detail = any.unpack(ErrorDetail.class);
            details.add(masked(detail.getMspId() + ": " + detail.getMessage()));
        }
        return details.stream().sorted().toList();
    }

    /** Ids, times and certificates differ from run to run, and the time window is configured. */
    private static String masked(String text) {
        // Go puts a hard space into some messages on purpose
        return text.replace('\u00a0', ' ')
                .replaceAll("[0-9a-f]{65,}", "<bytes>")
                .replaceAll("[0-9a-f]{64}", "<id>")
                .replaceAll("\\[[0-9a-f]{8}\\]", "[<id>]")
                .replaceAll("timewindow \\w+", "timewindow <time>")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "<time>");
    }
}
