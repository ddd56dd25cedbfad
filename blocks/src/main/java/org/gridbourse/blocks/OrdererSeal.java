package org.gridbourse.blocks;

import com.google.protobuf.ByteString;
import java.util.List;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;

/**
 * What orderers sign beside the header, and their signatures.
 *
 * @param value the signed bytes that say which block holds the configuration in force
 * @param signatures none at the genesis block, one with Raft, a quorum with BFT
 */
public record OrdererSeal(ByteString value, List<OrdererSignature> signatures) {
    public OrdererSeal {
        signatures = List.copyOf(signatures);
    }

    static OrdererSeal parse(ByteString entry) {
        Metadata metadata = Wire.parse(Metadata.parser(), entry, "orderer signatures");
        return new OrdererSeal(
                metadata.getValue(),
                metadata.getSignaturesList().stream()
                        .map(signature -> new OrdererSignature(
                                signature.getSignatureHeader(),
                                signature.getIdentifierHeader(),
                                signature.getSignature()))
                        .toList());
    }

    /**
     * The number of the block that holds the configuration in force.
     *
     * @throws MalformedException if the signed value cannot be read
     */
    public long lastConfigIndex() {
        return Wire.parse(OrdererBlockMetadata.parser(), value, "orderer block metadata")
                .getLastConfig()
                .getIndex();
    }
}
