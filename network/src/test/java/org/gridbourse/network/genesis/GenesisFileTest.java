package org.gridbourse.network.genesis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.identity.Organisation;
import org.gridbourse.programs.SurroundingsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger goes on only as what it was begun as; what differs is said by name. */
class GenesisFileTest {
    private static final Instant NOW = Instant.now();
    private static final Batch BATCH = new Batch(20, 200, 1_000_000, 500_000);

    @TempDir
    Path folder;

    private Path file;
    private List<Member> members;

    @BeforeEach
    void beginALedger() {
        file = folder.resolve("genesis.pb");
        members = members(folder.resolve("crypto"));
        GenesisFile.createOrCheck(file, configuration("energy", BATCH, members), NOW);
    }

    @Test
    void the_same_configuration_goes_on() {
        GenesisFile.createOrCheck(file, configuration("energy", BATCH, members), NOW);
    }

    @Test
    void other_batch_settings_are_told_with_both_values_and_the_remedy() {
        assertRefused(configuration("energy", new Batch(50, 500, 1_000_000, 500_000), members))
                .hasMessage(
                        "the ledger in %s was begun otherwise: batch settings (there 20ms, 200 transactions, 500000 bytes, at most 1000000, now 50ms, 500 transactions, 500000 bytes, at most 1000000). Use the old settings and certificates again, or start a new ledger with --clean"
                                .formatted(folder));
    }

    @Test
    void another_channel_is_told() {
        assertRefused(configuration("power", BATCH, members))
                .hasMessageContaining(": channel (there energy, now power). Use");
    }

    @Test
    void other_organisations_are_told() {
        assertRefused(configuration("energy", BATCH, members.subList(0, 2)))
                .hasMessageContaining("organisations (there ")
                .hasMessageNotContaining("certificates of");
    }

    @Test
    void other_certificates_are_told_by_organisation() {
        List<Member> others = new ArrayList<>(members);
        others.set(1, members(folder.resolve("other")).get(1));
        assertRefused(configuration("energy", BATCH, others))
                .hasMessageContaining(": certificates of " + members.get(1).mspId() + ". Use");
    }

    @Test
    void a_damaged_genesis_block_is_told() throws IOException {
        Files.write(file, new byte[] {1, 2, 3});
        assertRefused(configuration("energy", BATCH, members))
                .hasMessage(file + " is damaged; start a new ledger with --clean");
    }

    private org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRefused(ChannelConfiguration configuration) {
        return assertThatThrownBy(() -> GenesisFile.createOrCheck(file, configuration, NOW))
                .isInstanceOf(SurroundingsException.class);
    }

    private static List<Member> members(Path crypto) {
        Identities identities = Identities.create(crypto, Organisation.peers(), List.of(), NOW);
        return Organisation.peers().stream()
                .map(organisation -> Member.withoutEndpoint(identities.organisation(organisation.name())))
                .toList();
    }

    private static ChannelConfiguration configuration(String channel, Batch batch, List<Member> peers) {
        return new ChannelConfiguration(channel, Consensus.EMBEDDED, batch, peers, List.of(peers.get(0)));
    }
}
