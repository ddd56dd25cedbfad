package org.gridbourse.network.embedded.execution;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.network.embedded.ledger.ChaincodeDefinitions;
import org.gridbourse.network.embedded.ledger.Committed;
import org.gridbourse.network.embedded.ledger.Ledger;
import org.gridbourse.network.embedded.ledger.VersionedState;
import org.gridbourse.network.embedded.membership.ChannelConfig;
import org.gridbourse.network.embedded.membership.MemberIdentity;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.MSPRole.MSPRoleType;
import org.hyperledger.fabric.protos.peer.ChannelInfo;
import org.hyperledger.fabric.protos.peer.ChannelQueryResponse;
import org.hyperledger.fabric.protos.peer.CollectionConfigPackage;
import org.hyperledger.fabric.protos.peer.ProcessedTransaction;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionResult;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionsResult;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryInstalledChaincodesResult;

/** The peer's own chaincodes: questions about blocks (qscc), configuration (cscc) and definitions (_lifecycle). */
final class SystemChaincodes {
    static final String VERSION = "syscc";

    private final String mspId;
    private final Ledger ledger;
    private final Chaincodes chaincodes;

    /** A question that cannot be answered. */
    private static final class Unanswerable extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;

        Unanswerable(int status, String message) {
            super(message);
            this.status = status;
        }

        Unanswerable(String message) {
            this(500, message);
        }
    }

    SystemChaincodes(String mspId, Ledger ledger, Chaincodes chaincodes) {
        this.mspId = mspId;
        this.ledger = ledger;
        this.chaincodes = chaincodes;
    }

    boolean has(String chaincode) {
        return List.of("qscc", "cscc", "lscc", ChaincodeDefinitions.LIFECYCLE).contains(chaincode);
    }

    Response answer(Proposal proposal) {
        List<ByteString> args = proposal.input().getArgsList();
        String function = args.isEmpty() ? "" : args.get(0).toStringUtf8();
        try {
            ByteString payload =
                    switch (proposal.chaincode()) {
                        case "qscc" -> blocks(proposal, function, args);
                        case "cscc" -> configuration(proposal, function, args);
                        case ChaincodeDefinitions.LIFECYCLE -> lifecycle(proposal, function, args);
                        default ->
                            throw new Unanswerable(
                                    "the embedded network has no system chaincode " + proposal.chaincode());
                    };
            return Response.newBuilder().setStatus(200).setPayload(payload).build();
        } catch (Unanswerable e) {
            return Response.newBuilder()
                    .setStatus(e.status)
                    .setMessage(e.getMessage())
                    .build();
        }
    }

    private ByteString blocks(Proposal proposal, String function, List<ByteString> args) throws Unanswerable {
        if (args.size() < 2) {
            throw new Unanswerable("Incorrect number of arguments, %d".formatted(args.size()));
        }
        String channel = args.get(1).toStringUtf8();
        if (!channel.equals(ledger.config().channel())) {
            throw new Unanswerable("Invalid chain ID, " + channel);
        }
        boolean hasQuestion = args.size() > 2;
        if (!function.equals("GetChainInfo") && !hasQuestion) {
            throw new Unanswerable("missing 3rd argument for " + function);
        }
        requireReader(proposal, function);
        return switch (function) {
            case "GetChainInfo" -> chainInfo();
            case "GetBlockByNumber" -> blockByNumber(args.get(2).toStringUtf8());
            case "GetBlockByHash" -> blockByHash(args.get(2));
            case "GetBlockByTxID" -> blockByTransaction(args.get(2).toStringUtf8());
            case "GetTransactionByID" -> transaction(args.get(2).toStringUtf8());
            default -> throw new Unanswerable("Requested function %s not found.".formatted(function));
        };
    }

    private ByteString chainInfo() {
        Block last = ledger.newest();
        return BlockchainInfo.newBuilder()
                .setHeight(last.number() + 1)
                .setCurrentBlockHash(last.headerHash())
                .setPreviousBlockHash(last.previousHash())
                .build()
                .toByteString();
    }

    private ByteString blockByNumber(String text) throws Unanswerable {
        long number;
        try {
            number = Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new Unanswerable(
                    "Failed to parse block number with error strconv.ParseUint: parsing \"%s\": invalid syntax"
                            .formatted(text));
        }
        int height = ledger.height();
        if (number == -1) {
            return ledger.blockBytes(height - 1);
        }
        if (number < 0 || number >= height) {
            throw new Unanswerable("Failed to get block number %1$s, error no such block number [%1$s] in index"
                    .formatted(Long.toUnsignedString(number)));
        }
        return ledger.blockBytes((int) number);
    }

    private ByteString blockByHash(ByteString hash) throws Unanswerable {
        Optional<Integer> number = ledger.findBlock(hash);
        if (number.isEmpty()) {
            String hex = Hashes.hex(hash);
            throw new Unanswerable(
                    "Failed to get block hash %1$s, error no such block hash [%1$s] in index".formatted(hex));
        }
        return ledger.blockBytes(number.get());
    }

    private ByteString blockByTransaction(String transactionId) throws Unanswerable {
        return ledger.blockBytes(
                committed(transactionId, "Failed to get block for txID %s").block());
    }

    private ByteString transaction(String transactionId) throws Unanswerable {
        Committed committed = committed(transactionId, "Failed to get transaction with id %s");
        ByteString envelope = ledger.block(committed.block()).envelopes().get(committed.index());
        try {
            return ProcessedTransaction.newBuilder()
                    .setTransactionEnvelope(Envelope.parseFrom(envelope))
                    .setValidationCode(committed.code().getNumber())
                    .build()
                    .toByteString();
        } catch (InvalidProtocolBufferException e) {
            throw new Unanswerable(
                    "Failed to get transaction with id %s, error %s".formatted(transactionId, e.getMessage()));
        }
    }

    private Committed committed(String transactionId, String failure) throws Unanswerable {
        Optional<Committed> found = ledger.find(transactionId);
        if (found.isEmpty()) {
            throw new Unanswerable(failure.formatted(transactionId)
                    + ", error no such transaction ID [%s] in index".formatted(transactionId));
        }
        return found.get();
    }

    private ByteString configuration(Proposal proposal, String function, List<ByteString> args) throws Unanswerable {
        if (function.equals("GetChannels")) {
            return ChannelQueryResponse.newBuilder()
                    .addChannels(ChannelInfo.newBuilder()
                            .setChannelId(ledger.config().channel()))
                    .build()
                    .toByteString();
        }
        if (!function.equals("GetConfigBlock") && !function.equals("GetChannelConfig")) {
            throw new Unanswerable("Requested function %s not found.".formatted(function));
        }
        String channel = args.size() > 1 ? args.get(1).toStringUtf8() : "";
        if (!channel.equals(ledger.config().channel())) {
            throw new Unanswerable("Unknown chain ID, " + channel);
        }
        requireReader(proposal, function);
        return function.equals("GetConfigBlock")
                ? ledger.blockBytes(0)
                : ledger.config().config().toByteString();
    }

    private ByteString lifecycle(Proposal proposal, String function, List<ByteString> args) throws Unanswerable {
        requirePolicy(proposal, function, ChannelConfig.APPLICATION_WRITERS);
        try (VersionedState.Snapshot state = ledger.snapshot()) {
            ChaincodeDefinitions definitions = new ChaincodeDefinitions(state);
            return switch (function) {
                case "QueryChaincodeDefinition" ->
                    definition(
                            definitions,
                            QueryChaincodeDefinitionArgs.parseFrom(argument(args))
                                    .getName());
                case "QueryChaincodeDefinitions" -> definitions(definitions);
                case "QueryInstalledChaincodes" -> installed(proposal);
                default ->
                    throw new Unanswerable(
                            "the embedded network defines its chaincodes when it starts; it does not answer "
                                    + function);
            };
        } catch (InvalidProtocolBufferException e) {
            throw new Unanswerable("failed to unmarshal arguments of " + function);
        }
    }

    private static ByteString argument(List<ByteString> args) {
        return args.size() > 1 ? args.get(1) : ByteString.EMPTY;
    }

    private ByteString definition(ChaincodeDefinitions definitions, String name) throws Unanswerable {
        Optional<ChaincodeDefinitions.Definition> found = definitions.find(name);
        if (found.isEmpty()) {
            throw new Unanswerable(404, "namespace %s is not defined".formatted(name));
        }
        QueryChaincodeDefinitionResult.Builder result = QueryChaincodeDefinitionResult.newBuilder()
                .setSequence(found.get().sequence())
                .setVersion(found.get().endorsement().getVersion())
                .setEndorsementPlugin(found.get().endorsement().getEndorsementPlugin())
                .setValidationPlugin(found.get().validation().getValidationPlugin())
                .setValidationParameter(found.get().validation().getValidationParameter())
                .setCollections(CollectionConfigPackage.getDefaultInstance());
        ledger.config().applicationMspIds().forEach(organisation -> result.putApprovals(organisation, true));
        return result.build().toByteString();
    }

    private static ByteString definitions(ChaincodeDefinitions definitions) {
        QueryChaincodeDefinitionsResult.Builder result = QueryChaincodeDefinitionsResult.newBuilder();
        definitions
                .all()
                .forEach(found ->
                        result.addChaincodeDefinitions(QueryChaincodeDefinitionsResult.ChaincodeDefinition.newBuilder()
                                .setName(found.name())
                                .setSequence(found.sequence())
                                .setVersion(found.endorsement().getVersion())
                                .setEndorsementPlugin(found.endorsement().getEndorsementPlugin())
                                .setValidationPlugin(found.validation().getValidationPlugin())
                                .setValidationParameter(found.validation().getValidationParameter())
                                .setCollections(CollectionConfigPackage.getDefaultInstance())));
        return result.build().toByteString();
    }

    private ByteString installed(Proposal proposal) throws Unanswerable {
        Optional<MemberIdentity> creator = ledger.config().members().identify(proposal.creator());
        boolean ownAdmin = creator.filter(member -> member.mspId().equals(mspId))
                .filter(member ->
                        member.role().filter(MSPRoleType.ADMIN::equals).isPresent())
                .isPresent();
        if (!ownAdmin) {
            throw new Unanswerable(("Failed to authorize invocation due to failed ACL check: Failed verifying that "
                            + "proposal's creator satisfies local MSP principal during channelless check policy with "
                            + "policy [Admins]: [The identity is not an admin under this MSP [%1$s]: The identity does "
                            + "not contain OU [ADMIN], MSP: [%1$s]]")
                    .formatted(mspId));
        }
        QueryInstalledChaincodesResult.Builder result = QueryInstalledChaincodesResult.newBuilder();
        chaincodes
                .deployments()
                .forEach(deployment ->
                        result.addInstalledChaincodes(QueryInstalledChaincodesResult.InstalledChaincode.newBuilder()
                                .setPackageId(deployment.packageId())
                                .setLabel(deployment.packageId().split(":")[0])));
        return result.build().toByteString();
    }

    private void requireReader(Proposal proposal, String function) throws Unanswerable {
        requirePolicy(proposal, function, ChannelConfig.APPLICATION_READERS);
    }

    private void requirePolicy(Proposal proposal, String function, String policy) throws Unanswerable {
        Optional<String> refusal = ledger.config().accessRefusal(policy, ProposalChecks.signed(proposal));
        if (refusal.isPresent()) {
            throw new Unanswerable("access denied for [%s][%s]: [%s]"
                    .formatted(function, ledger.config().channel(), refusal.get()));
        }
    }
}
