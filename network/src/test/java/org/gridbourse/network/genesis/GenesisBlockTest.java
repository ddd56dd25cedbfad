package org.gridbourse.network.genesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.identity.Organisation;
import org.gridbourse.network.identity.User;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.Policy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.hyperledger.fabric.protos.orderer.ConsensusType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenesisBlockTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Path ROOT = Path.of(System.getProperty("gridbourse.root"));

    @TempDir
    Path folder;

    @Test
    void the_configuration_equals_the_one_that_fabric_s_configtxgen_made_of_the_same_certificates() throws Exception {
        // given the certificates of a network that ran, and its genesis block
        Identities identities = openGoldenIdentities();
        Block golden;
        try (FileSystem ledger =
                FileSystems.newFileSystem(ROOT.resolve("blocks/src/test/resources/recorded/ledger-a.zip"))) {
            golden = Block.parseFrom(Files.readAllBytes(ledger.getPath("block_000000.pb")));
        }
        // when
        Batch batch = new Batch(1_000, 20, 10 * 1024 * 1024, 2 * 1024 * 1024);
        Block ours = GenesisBlock.build(configuration(identities, Consensus.RAFT, batch), NOW);
        // then
        assertThat(channelGroup(ours)).isEqualTo(channelGroup(golden));
        assertThat(ours.getMetadata()).isEqualTo(golden.getMetadata());
    }

    @Test
    void header_and_transaction_id_are_the_hashes_of_what_is_inside() throws Exception {
        Block block = GenesisBlock.build(configuration(identities(), Consensus.RAFT, Batch.standard()), NOW);
        byte[] envelope = block.getData().getData(0).toByteArray();
        assertThat(block.getHeader().getNumber()).isZero();
        assertThat(block.getHeader().getPreviousHash()).isEmpty();
        assertThat(block.getHeader().getDataHash().toByteArray())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(envelope));
    }

    @Test
    void only_an_orderer_of_an_orderer_organisation_makes_blocks() throws Exception {
        ConfigGroup orderer = channelGroup(
                        GenesisBlock.build(configuration(identities(), Consensus.EMBEDDED, Batch.standard()), NOW))
                .getGroupsOrThrow("Orderer");
        assertThat(ConsensusType.parseFrom(
                                orderer.getValuesOrThrow("ConsensusType").getValue())
                        .getType())
                .isEqualTo("embedded");
        Policy signers = orderer.getGroupsOrThrow("GridOrdMSP")
                .getPoliciesOrThrow("BlockSigners")
                .getPolicy();
        MSPPrincipal principal =
                SignaturePolicyEnvelope.parseFrom(signers.getValue()).getIdentities(0);
        assertThat(org.hyperledger.fabric.protos.common.MSPRole.parseFrom(principal.getPrincipal())
                        .getRole()
                        .name())
                .isEqualTo("ORDERER");
    }

    @Test
    void a_revocation_list_of_an_organisation_is_in_its_membership() throws Exception {
        Identities identities = identities();
        var lost = identities.issue(new User("North", "lost", java.util.Map.of()), NOW);
        identities.revoke("North", List.of(lost.certificate()), NOW);
        ConfigGroup north = channelGroup(
                        GenesisBlock.build(configuration(identities, Consensus.RAFT, Batch.standard()), NOW))
                .getGroupsOrThrow("Application")
                .getGroupsOrThrow("NorthMSP");
        MSPConfig membership = MSPConfig.parseFrom(north.getValuesOrThrow("MSP").getValue());
        assertThat(FabricMSPConfig.parseFrom(membership.getConfig()).getRevocationListList())
                .singleElement()
                .satisfies(list -> assertThat(list.toStringUtf8()).startsWith("-----BEGIN X509 CRL-----"));
    }

    @Test
    void byzantine_ordering_needs_three_of_four_orderers_to_sign_and_refuses_fewer_than_four() throws Exception {
        // given
        List<Organisation> organisations = new ArrayList<>(Organisation.peers());
        organisations.addAll(Organisation.orderers());
        Identities three = Identities.create(folder, organisations, List.of(), NOW);
        assertThatThrownBy(() -> configuration(three, Consensus.BFT, Batch.standard()))
                .hasMessageContaining("at least 4");
        // when
        organisations.add(Organisation.orderer("Regulator"));
        Identities four = Identities.create(folder, organisations, List.of(), NOW);
        ConfigGroup channel =
                channelGroup(GenesisBlock.build(configuration(four, Consensus.BFT, Batch.standard()), NOW));
        // then
        Policy validation = channel.getGroupsOrThrow("Orderer")
                .getPoliciesOrThrow("BlockValidation")
                .getPolicy();
        SignaturePolicyEnvelope policy = SignaturePolicyEnvelope.parseFrom(validation.getValue());
        assertThat(policy.getRule().getNOutOf().getN()).isEqualTo(3);
        assertThat(policy.getIdentitiesList()).hasSize(4);
    }

    private Identities identities() {
        List<Organisation> organisations = new ArrayList<>(Organisation.peers());
        organisations.addAll(Organisation.orderers());
        return Identities.create(folder, organisations, List.of(), NOW);
    }

    private static ChannelConfiguration configuration(Identities identities, Consensus consensus, Batch batch) {
        List<Member> peers = new ArrayList<>();
        List<Member> orderers = new ArrayList<>();
        for (Organisation organisation : identities.organisations()) {
            List<Member> members =
                    switch (organisation.node()) {
                        case PEER -> peers;
                        case ORDERER -> orderers;
                    };
            int port = 7050 + 10 * members.size() + (members == peers ? 1 : 0);
            members.add(Member.at(identities.organisation(organisation.name()), new Endpoint("127.0.0.1", port)));
        }
        return new ChannelConfiguration("energy", consensus, batch, peers, orderers);
    }

    private Identities openGoldenIdentities() throws IOException {
        try (InputStream file =
                        Files.newInputStream(ROOT.resolve("network/src/test/resources/recorded/identities.zip"));
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = folder.resolve(entry.getName());
                Files.createDirectories(entry.isDirectory() ? target : target.getParent());
                if (!entry.isDirectory()) {
                    Files.write(target, zip.readAllBytes());
                }
            }
        }
        List<Organisation> organisations = new ArrayList<>(Organisation.peers());
        organisations.addAll(Organisation.orderers());
        return Identities.create(folder.resolve("crypto"), organisations, List.of(), NOW);
    }

    private static ConfigGroup channelGroup(Block block) throws InvalidProtocolBufferException {
        Envelope envelope = Envelope.parseFrom(block.getData().getData(0));
        Payload payload = Payload.parseFrom(envelope.getPayload());
        return ConfigEnvelope.parseFrom(payload.getData()).getConfig().getChannelGroup();
    }
}
