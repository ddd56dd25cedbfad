package org.gridbourse.network.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.ChaincodeResult;
import org.gridbourse.blocks.KeyRead;
import org.gridbourse.blocks.NamespaceReadWrites;
import org.gridbourse.blocks.RangeRead;
import org.gridbourse.blocks.SignedEnvelope;
import org.gridbourse.blocks.Version;
import org.gridbourse.network.fabric.RealFabric;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.protos.common.Envelope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One seeded history on both networks: codes, responses, events, writes, reads with the transaction that wrote what was
 * read, and the state at the end must be the same.
 */
@Tag("long")
class DifferentialTest {
    private static final long SEED = 20_260_115;
    private static final int GROUPS = Integer.getInteger("gridbourse.test.differential.groups", 400);
    private static final int MOST_IN_GROUP = 12;

    /** A call of the chaincode. */
    private record Step(String function, List<String> arguments) {
        static Step of(String function, Object... arguments) {
            return new Step(
                    function, List.of(arguments).stream().map(String::valueOf).toList());
        }
    }

    /** What became of a step, without anything that differs between two runs. */
    private record Outcome(String answer, String code, String event, List<String> reads, List<String> writes) {}

    @Test
    void a_seeded_history_has_the_same_outcome_on_the_embedded_network_as_on_real_fabric() throws Exception {
        assumeTrue(RealFabric.isInstalled(), "Fabric's programs are not on this machine");
        List<List<Step>> history = history(new Random(SEED));
        List<Outcome> embedded;
        List<Outcome> fabric;
        try (NetworkUnderTest network = new EmbeddedUnderTest()) {
            embedded = run(network, history);
        }
        try (NetworkUnderTest network = new FabricUnderTest()) {
            fabric = run(network, history);
        }
        List<Step> steps = history.stream().flatMap(List::stream).toList();
        assertThat(embedded).hasSameSizeAs(fabric);
        for (int i = 0; i < steps.size(); i++) {
            assertThat(embedded.get(i))
                    .as("step %d of seed %d: %s", i, SEED, steps.get(i))
                    .isEqualTo(fabric.get(i));
        }
        assertThat(embedded.get(steps.size())).as("state at the end").isEqualTo(fabric.get(steps.size()));
        assertThat(embedded.stream().map(Outcome::code).distinct())
                .contains("VALID", "MVCC_READ_CONFLICT", "PHANTOM_READ_CONFLICT", "ENDORSEMENT_POLICY_FAILURE");
    }

    /** Groups of steps; those of a group are executed on the same state and then sent in order. */
    private static List<List<Step>> history(Random random) {
        List<List<Step>> groups = new ArrayList<>();
        for (int group = 0; group < GROUPS; group++) {
            List<Step> steps = new ArrayList<>();
            int size = 1 + random.nextInt(MOST_IN_GROUP);
            for (int i = 0; i < size; i++) {
                steps.add(step(random, groups.size() * MOST_IN_GROUP + i));
            }
            groups.add(steps);
        }
        return groups;
    }

    private static Step step(Random random, int number) {
        String key = key(random);
        return switch (random.nextInt(16)) {
            case 0, 1 -> Step.of("put", key, "v" + number);
            case 2, 3, 4 -> Step.of("readThenWrite", key, "v" + number);
            case 5 -> Step.of("readOtherThenWrite", key(random), key, "v" + number);
            case 6 -> Step.of("del", key);
            case 7, 8 -> Step.of("rangeThenWrite", key(random), key(random) + "~", "count-" + number);
            case 9 -> Step.of("rangePartialThenWrite", "k", "l", 1 + random.nextInt(10), "part-" + number);
            case 10 -> Step.of("event", "E" + number, "payload", key, "v" + number);
            case 11 -> Step.of("twice", key);
            case 12 -> Step.of("bigWrite", key, random.nextInt(130));
            case 13 -> Step.of("compositePut", "type", key, "part" + random.nextInt(3), "v" + number);
            case 14 -> Step.of("fail", "PRB|" + number);
            default -> Step.of("putEmpty", key);
        };
    }

    private static String key(Random random) {
        return "k" + random.nextInt(25);
    }

    private static List<Outcome> run(NetworkUnderTest network, List<List<Step>> history) throws Exception {
        Map<String, Step> stepOf = new LinkedHashMap<>();
        List<String> answers = new ArrayList<>();
        try (Client grid = network.client("Grid", "operator");
                Client north = network.client("North", "prosumer")) {
            long first = height(grid);
            for (List<Step> group : history) {
                runGroup(group, grid, north, stepOf, answers);
            }
            List<Outcome> outcomes = outcomes(grid, first, stepOf, answers);
            String state = grid.evaluate("range", "", "\udbff\udfff");
            outcomes.add(new Outcome(state, "", "", List.of(), List.of()));
            return outcomes;
        }
    }

    private static void runGroup(
            List<Step> group, Client grid, Client north, Map<String, Step> stepOf, List<String> answers)
            throws InvalidProtocolBufferException {
        List<Envelope> endorsed = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            Step step = group.get(i);
            // every seventh lacks an endorsement
            String[] organisations =
                    answers.size() % 7 == 6 ? new String[] {"GridMSP"} : new String[] {"GridMSP", "NorthMSP"};
            try {
                Envelope envelope = grid.endorse(
                        ProposalDraft.of(
                                        grid.identity(),
                                        step.function(),
                                        step.arguments().toArray(String[]::new))
                                .signed(),
                        organisations);
                endorsed.add(envelope);
                stepOf.put(ProposalDraft.transactionId(envelope), step);
                answers.add(ProposalDraft.transactionId(envelope));
            } catch (StatusRuntimeException e) {
                answers.add("refused: " + e.getStatus().getDescription());
            }
        }
        endorsed.forEach(grid::send);
        for (Envelope envelope : endorsed) {
            // both peers must have it before the next group is executed at both
            grid.status(ProposalDraft.transactionId(envelope));
            north.status(ProposalDraft.transactionId(envelope));
        }
    }

    private static long height(Client client) throws Exception {
        return org.hyperledger.fabric.protos.common.BlockchainInfo.parseFrom(client.network()
                        .getContract("qscc")
                        .evaluateTransaction("GetChainInfo", NetworkUnderTest.CHANNEL))
                .getHeight();
    }

    private static List<Outcome> outcomes(Client grid, long first, Map<String, Step> stepOf, List<String> answers)
            throws Exception {
        long height = height(grid);
        Map<Version, String> names = new HashMap<>();
        Map<String, Outcome> byId = new HashMap<>();
        try (CloseableIterator<org.hyperledger.fabric.protos.common.Block> blocks =
                grid.network().newBlockEventsRequest().startBlock(first).build().getEvents()) {
            for (long number = first; number < height; number++) {
                Block block = Block.parse(blocks.next().toByteString());
                for (int i = 0; i < block.envelopes().size(); i++) {
                    var content = SignedEnvelope.parse(block.envelopes().get(i)).content();
                    String id = content.readChannelHeader().transactionId();
                    names.put(new Version(number, i), "step " + answers.indexOf(id));
                    ChaincodeResult result = content.transaction()
                            .actions()
                            .get(0)
                            .endorsedAction()
                            .result();
                    byId.put(id, outcome(result, block.recordedCode(i).name(), names));
                }
            }
        }
        return answers.stream()
                .map(answer -> byId.getOrDefault(answer, new Outcome(answer, "", "", List.of(), List.of())))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static Outcome outcome(ChaincodeResult result, String code, Map<Version, String> names) {
        List<String> reads = new ArrayList<>();
        List<String> writes = new ArrayList<>();
        for (NamespaceReadWrites namespace : result.readWrites().namespaces()) {
            String name = namespace.namespace() + ":";
            if (name.startsWith("_lifecycle")) {
                continue; // reads the definition, at a place of its own on each ledger
            }
            namespace.reads().forEach(read -> reads.add(name + text(read, names)));
            namespace.rangeReads().forEach(range -> reads.add(name + text(range, names)));
            namespace
                    .writes()
                    .forEach(write -> writes.add(name
                            + write.key()
                            + (write.isDelete()
                                    ? " deleted"
                                    : "=" + write.value().toStringUtf8())));
        }
        String event = result.readEvent()
                .map(found -> found.name() + "=" + found.payload().toStringUtf8())
                .orElse("");
        return new Outcome(result.payload().toStringUtf8(), code, event, reads, writes);
    }

    private static String text(KeyRead read, Map<Version, String> names) {
        Optional<Version> version = read.version();
        return read.key() + "@"
                + version.map(found -> names.getOrDefault(found, "before")).orElse("absent");
    }

    private static String text(RangeRead range, Map<Version, String> names) {
        // the hashes of a digest contain block numbers, which differ
        String found = range.digest().isPresent()
                ? "a digest of level " + range.digest().get().maxLevel() + " with "
                        + range.digest().get().hashes().size()
                : range.reads().stream().map(read -> text(read, names)).toList().toString();
        return range.startKey() + ".." + range.endKey() + (range.exhausted() ? "" : " left early") + " " + found;
    }
}
