package org.gridbourse.auditor.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridbourse.auditor.Audit;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.auditor.BlockSource;
import org.gridbourse.auditor.RunningAudit;
import org.gridbourse.auditor.fabric.MemoryState;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.ledger.TestChannel;
import org.gridbourse.auditor.ledger.TransactionMaker;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.BlockFolder;
import org.gridbourse.network.fabric.FabricPrograms;
import org.gridbourse.network.genesis.Consensus;
import org.gridbourse.programs.SurroundingsException;
import org.gridbourse.programs.Waiting;
import org.hyperledger.fabric.protos.common.Envelope;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ledger of a real network with several orderers, whose leader and whose configuration change under way. */
class RealLedgerTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    @Timeout(300)
    void an_eventful_real_ledger_is_sound_until_two_organisations_peers_endorse_a_gift() throws Exception {
        try (RealNetwork network = new RealNetwork(programsOrSkip(), folder.resolve("network"), Consensus.RAFT)) {
            // given
            liveThroughChanges(network);
            // when every organisation's auditor fetches the blocks from its own peer, signed by whichever orderer that
            // asked
            Set<String> heads = new TreeSet<>();
            long height = height(network);
            for (String organisation : List.of("Grid", "North", "South")) {
                Path blocks = folder.resolve(organisation);
                awaitHeight(network, organisation, height);
                try (Peer peer = network.peer(organisation)) {
                    BlockFetch.fetch(peer, blocks, (number, of) -> {});
                }
                // then
                AuditReport report = Audit.verify(blocks, network.genesis());
                assertThat(report.findings()).extracting(Finding::toString).isEmpty();
                assertThat(report.judged()).isEqualTo(height).isGreaterThan(8);
                heads.add(report.headHash());
            }
            assertThat(heads).hasSize(1);
            // and blocks of another ledger are not mixed with this one's
            BlockFolder other = new BlockFolder(folder.resolve("other"));
            other.write(0, TestChannel.shared().genesis());
            try (Peer peer = network.peer("Grid")) {
                assertThatThrownBy(() -> BlockFetch.fetch(peer, folder.resolve("other"), (number, of) -> {}))
                        .isInstanceOf(AuditInputException.class)
                        .hasMessageContaining("another ledger");
            }
            assertThat(other.numbers()).containsExactly(0L);
            assertThat(other.read(0)).isEqualTo(TestChannel.shared().genesis());
            // and when whoever holds the keys of two peers has them endorse what no rule gives
            network.send(gift(network));
            // then the peers count it as valid, and whoever watches does not
            assertThat(watch(network, height + 1).findings())
                    .extracting(Finding::code)
                    .contains(FindingCode.WRITE_UNEXPLAINED);
        }
    }

    /** Trades nothing; registers, deposits, loses its leader and changes its configuration twice. */
    static void liveThroughChanges(RealNetwork network) throws Exception {
        network.submit("registerParticipant", """
                {"participantId":"north-1","ownerId":"owner-1","mspId":"NorthMSP","importLimitWh":5000,"exportLimitWh":5000}""");
        network.submit("deposit", deposit(1));
        long before = height(network);
        network.revoke("South", "prosumer");
        awaitHeight(network, "Grid", before + 1);
        network.submit("deposit", deposit(2));
        network.stopTheLeader();
        network.submit("deposit", deposit(3));
        before = height(network);
        network.limitBlocksTo(7, RealNetwork.configuration(lastConfig(network)));
        awaitHeight(network, "Grid", before + 1);
        network.submit("deposit", deposit(4));
    }

    private static String deposit(int number) {
        return """
                {"depositId":"d-%d","participantId":"north-1","amountNano":1000000000}""".formatted(number);
    }

    private static long height(RealNetwork network) throws Exception {
        try (Peer grid = network.peer("Grid")) {
            return grid.height();
        }
    }

    private static void awaitHeight(RealNetwork network, String organisation, long height) throws Exception {
        try (Peer peer = network.peer(organisation)) {
            Waiting.until(
                    () -> {
                        try {
                            return peer.height() >= height;
                        } catch (NetworkAwayException e) {
                            return false;
                        }
                    },
                    LIMIT,
                    "block %d at %s".formatted(height - 1, organisation));
        }
    }

    private static ByteString lastConfig(RealNetwork network) throws Exception {
        Map<Long, ByteString> blocks = new TreeMap<>();
        long height = height(network);
        try (Peer grid = network.peer("Grid")) {
            grid.blocks(0, (number, bytes) -> {
                blocks.put(number, bytes);
                return number + 1 < height;
            });
        }
        return blocks.get(Block.parse(blocks.get(height - 1)).seal().lastConfigIndex());
    }

    private static Envelope gift(RealNetwork network) {
        return TransactionMaker.by(network.user("Grid", "operator"), new Random(7))
                .endorsedBy(network.peerKey("Grid"), network.peerKey("North"))
                .calling("market", "ping", "{\"pingId\":\"gift\"}")
                .writing("market", Map.of("gift/north-1", "{}".getBytes(StandardCharsets.UTF_8)))
                .answering("{}")
                .at(Instant.now())
                .envelope();
    }

    /** Audits the running network block by block up to a height. */
    private static AuditReport watch(RealNetwork network, long height) throws Exception {
        RunningAudit audit = Audit.trusting(network.genesis()).begin(new MemoryState());
        try (Peer peer = network.peer("South")) {
            peer.blocks(0, (number, bytes) -> {
                audit.check(new BlockSource.Place(number, Optional.of(bytes)));
                return audit.height() < height;
            });
        }
        return audit.report(Audit.Expected.NOTHING);
    }

    private static FabricPrograms programsOrSkip() {
        String wanted = System.getProperty("gridbourse.test.network", "embedded");
        Assumptions.assumeTrue(
                List.of("fabric", "all", "default").contains(wanted),
                "real Fabric: run with -Dgridbourse.test.network=fabric");
        try {
            return FabricPrograms.findInstalled(System.getenv());
        } catch (SurroundingsException e) {
            Assumptions.abort("real Fabric: " + e.getMessage());
            throw e;
        }
    }
}
