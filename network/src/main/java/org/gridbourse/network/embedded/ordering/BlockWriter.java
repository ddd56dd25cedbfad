package org.gridbourse.network.embedded.ordering;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.util.List;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.network.identity.SigningIdentity;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.LastConfig;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;
import org.hyperledger.fabric.protos.common.SignatureHeader;

/** Makes batches into blocks that follow one another, signed by the orderer. */
final class BlockWriter {
    private static final int NONCE_BYTES = 24;

    private final SigningIdentity orderer;
    private final ByteString creator;
    private final SecureRandom random = new SecureRandom();

    BlockWriter(SigningIdentity orderer) {
        this.orderer = orderer;
        this.creator = orderer.serialized().toByteString();
    }

    /** The block after the one with the given number and hash. */
    Block next(long previousNumber, ByteString previousHash, List<Envelope> batch) {
        List<ByteString> envelopes = batch.stream().map(Envelope::toByteString).toList();
        BlockHeader header = BlockHeader.newBuilder()
                .setNumber(previousNumber + 1)
                .setPreviousHash(previousHash)
                .setDataHash(Hashes.dataHash(envelopes))
                .build();
        BlockMetadata metadata = BlockMetadata.newBuilder()
                .addMetadata(signatures(header).toByteString())
                // the genesis block is the last configuration; its number 0 takes no bytes
                .addMetadata(ByteString.EMPTY)
                .addMetadata(ByteString.EMPTY)
                .addMetadata(ByteString.EMPTY)
                .addMetadata(ByteString.EMPTY)
                .build();
        return Block.newBuilder()
                .setHeader(header)
                .setData(BlockData.newBuilder().addAllData(envelopes))
                .setMetadata(metadata)
                .build();
    }

    private Metadata signatures(BlockHeader header) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        ByteString signer = SignatureHeader.newBuilder()
                .setCreator(creator)
                .setNonce(ByteString.copyFrom(nonce))
                .build()
                .toByteString();
        ByteString value = OrdererBlockMetadata.newBuilder()
                .setLastConfig(LastConfig.getDefaultInstance())
                .build()
                .toByteString();
        ByteString der = Hashes.headerDer(header.getNumber(), header.getPreviousHash(), header.getDataHash());
        byte[] signature = orderer.sign(value.concat(signer).concat(der).toByteArray());
        return Metadata.newBuilder()
                .setValue(value)
                .addSignatures(MetadataSignature.newBuilder()
                        .setSignatureHeader(signer)
                        .setSignature(ByteString.copyFrom(signature)))
                .build();
    }
}
