package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.EnvelopePayload;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.blocks.MalformedException;
import org.gridbourse.blocks.SignedEnvelope;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.LastConfig;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;

/** The genesis block that is trusted, and nothing else is: the channel's name and first configuration. */
final class TrustedGenesis {
    private static final ByteString NAMES_BLOCK_0 = Metadata.newBuilder()
            .setValue(OrdererBlockMetadata.newBuilder()
                    .setLastConfig(LastConfig.getDefaultInstance())
                    .build()
                    .toByteString())
            .build()
            .toByteString();

    private final Block genesis;
    private final String channelId;
    private final ChannelConfig config;

    /** @throws ConfigException if it cannot be trusted as it stands */
    TrustedGenesis(Block genesis) throws ConfigException {
        if (genesis.number() != 0
                || !genesis.previousHash().isEmpty()
                || genesis.envelopes().size() != 1) {
            throw new ConfigException("the genesis block must be block 0 and hold one configuration");
        }
        if (!genesis.computedDataHash().equals(genesis.dataHash())) {
            throw new ConfigException("the genesis block's data hash is not that of its configuration");
        }
        try {
            EnvelopePayload content =
                    SignedEnvelope.parse(genesis.envelopes().get(0)).content();
            this.channelId = content.readChannelHeader().channelId();
            this.config = ChannelConfig.of(content.config().config());
        } catch (MalformedException e) {
            throw new ConfigException("the genesis block cannot be read: " + e.getMessage());
        }
        this.genesis = genesis;
    }

    String channelId() {
        return channelId;
    }

    ChannelConfig config() {
        return config;
    }

    /** Compares block 0 of a ledger with it. */
    void compare(Block block, Findings findings) {
        if (!block.headerDer().equals(genesis.headerDer()) || !block.envelopes().equals(genesis.envelopes())) {
            findings.add(
                    FindingCode.GENESIS_MISMATCH,
                    0,
                    "block 0 is %s, trusted is %s"
                            .formatted(Hashes.hex(block.headerHash()), Hashes.hex(genesis.headerHash())));
        }
        if (!block.filter().equals(ByteString.copyFrom(new byte[] {0}))) {
            findings.add(FindingCode.VALIDATION_CODES_MISSING, 0, "the genesis block has no code VALID");
        }
        for (int i = 0; i < block.metadata().size(); i++) {
            ByteString beside = block.metadata().get(i);
            if (i != BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE && !isGenesisMetadata(i, beside)) {
                findings.add(
                        FindingCode.METADATA_MALFORMED,
                        0,
                        "entry %d beside the genesis block is not that of the trusted one".formatted(i));
            }
        }
    }

    /** Nobody signs what stands beside the genesis block: it may be absent, as in the trusted one, or name block 0. */
    private boolean isGenesisMetadata(int index, ByteString entry) {
        return entry.isEmpty()
                || index < genesis.metadata().size()
                        && entry.equals(genesis.metadata().get(index))
                || index == BlockMetadataIndex.SIGNATURES_VALUE && entry.equals(NAMES_BLOCK_0);
    }
}
