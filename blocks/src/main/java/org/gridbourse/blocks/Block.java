package org.gridbourse.blocks;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.LastConfig;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * One block as it was delivered.
 *
 * @param bytes the whole serialized block
 * @param number its height, 0 for the genesis block; unsigned
 * @param previousHash the hash of the header before it, empty at the genesis block
 * @param dataHash the hash of its envelopes, as its header says
 * @param envelopes its transactions' envelopes, serialized
 * @param metadata what orderer and peer noted beside it: signatures, last configuration, filter, commit hash
 */
public record Block(
        ByteString bytes,
        long number,
        ByteString previousHash,
        ByteString dataHash,
        List<ByteString> envelopes,
        List<ByteString> metadata) {
    public Block {
        envelopes = List.copyOf(envelopes);
        metadata = List.copyOf(metadata);
    }

    /** @throws MalformedException if the bytes are no block, or one without header or data */
    public static Block parse(ByteString bytes) {
        var block = Wire.parse(org.hyperledger.fabric.protos.common.Block.parser(), bytes, "block");
        if (!block.hasHeader() || !block.hasData()) {
            throw new MalformedException("block without header or data");
        }
        return new Block(
                bytes,
                block.getHeader().getNumber(),
                block.getHeader().getPreviousHash(),
                block.getHeader().getDataHash(),
                block.getData().getDataList(),
                block.getMetadata().getMetadataList());
    }

    /** @throws MalformedException if the bytes are no block */
    public static Block parse(byte[] bytes) {
        return parse(ByteString.copyFrom(bytes));
    }

    /**
     * Whether reading and writing the block, and the signatures and hashes beside it, gives the same bytes and every byte has
     * a meaning: so that nothing is hidden in it.
     */
    public boolean isCanonical() {
        var block = Wire.parse(org.hyperledger.fabric.protos.common.Block.parser(), bytes, "block");
        return block.toByteString().equals(bytes)
                && !Wire.hasUnexplainedBytes(block)
                && isCanonicalMetadata(BlockMetadataIndex.SIGNATURES)
                && isCanonicalMetadata(BlockMetadataIndex.COMMIT_HASH)
                && isCanonicalLastConfig();
    }

    @SuppressWarnings("deprecation") // Fabric still writes it
    private boolean isCanonicalLastConfig() {
        try {
            LastConfig named =
                    LastConfig.newBuilder().setIndex(deprecatedLastConfig()).build();
            return Metadata.newBuilder()
                    .setValue(named.toByteString())
                    .build()
                    .toByteString()
                    .equals(metadataAt(BlockMetadataIndex.LAST_CONFIG));
        } catch (MalformedException e) {
            return false;
        }
    }

    private boolean isCanonicalMetadata(BlockMetadataIndex index) {
        ByteString entry = metadataAt(index);
        try {
            Metadata metadata = Metadata.parseFrom(entry);
            return metadata.toByteString().equals(entry) && !Wire.hasUnexplainedBytes(metadata);
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    /** The header as it is hashed and signed. */
    public ByteString headerDer() {
        return Hashes.headerDer(number, previousHash, dataHash);
    }

    /** The hash of the header, the block's name. */
    public ByteString headerHash() {
        return Hashes.headerHash(number, previousHash, dataHash);
    }

    /** The hash of the envelopes that the block really has. */
    public ByteString computedDataHash() {
        return Hashes.dataHash(envelopes);
    }

    /** The validation code of each transaction as the peer noted it, one byte each; empty when it comes from an orderer. */
    public ByteString filter() {
        return metadataAt(BlockMetadataIndex.TRANSACTIONS_FILTER);
    }

    /**
     * The code that the peer noted for a transaction.
     *
     * @param index of the transaction in this block
     * @return NOT_VALIDATED where the filter is too short, UNRECOGNIZED for a number that Fabric does not know
     */
    public TxValidationCode recordedCode(int index) {
        if (index >= filter().size()) {
            return TxValidationCode.NOT_VALIDATED;
        }
        TxValidationCode code = TxValidationCode.forNumber(filter().byteAt(index) & 0xff);
        return code == null ? TxValidationCode.UNRECOGNIZED : code;
    }

    /**
     * The commit hash that the peer noted.
     *
     * @throws MalformedException if the entry is there and cannot be read
     */
    public Optional<ByteString> commitHash() {
        ByteString entry = metadataAt(BlockMetadataIndex.COMMIT_HASH);
        return entry.isEmpty()
                ? Optional.empty()
                : Optional.of(Wire.parse(Metadata.parser(), entry, "commit hash metadata")
                        .getValue());
    }

    /**
     * The orderers' signatures and what they sign beside the header.
     *
     * @throws MalformedException if the entry cannot be read
     */
    public OrdererSeal seal() {
        return OrdererSeal.parse(metadataAt(BlockMetadataIndex.SIGNATURES));
    }

    /**
     * The last configuration block's number at its old place, where Fabric still writes it and nobody signs it; 0 where nothing
     * stands.
     *
     * @throws MalformedException if the entry cannot be read
     */
    @SuppressWarnings("deprecation") // Fabric still writes it
    public long deprecatedLastConfig() {
        Metadata wrapper = Wire.parse(
                Metadata.parser(), metadataAt(BlockMetadataIndex.LAST_CONFIG), "last configuration metadata");
        return Wire.parse(LastConfig.parser(), wrapper.getValue(), "last configuration metadata")
                .getIndex();
    }

    private ByteString metadataAt(BlockMetadataIndex index) {
        return index.getNumber() < metadata.size() ? metadata.get(index.getNumber()) : ByteString.EMPTY;
    }
}
