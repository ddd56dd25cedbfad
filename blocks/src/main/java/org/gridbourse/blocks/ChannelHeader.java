package org.gridbourse.blocks;

import com.google.protobuf.ByteString;
import java.time.DateTimeException;
import java.time.Instant;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;

/**
 * Which channel, which kind, which transaction.
 *
 * @param type number of a {@link HeaderType}
 * @param timestampSeconds since 1970 UTC, as the client's clock said
 * @param timestampNanos within the second
 * @param epoch 0 in every good transaction
 * @param extension serialized name of the chaincode, for endorser transactions
 */
public record ChannelHeader(
        int type,
        String channelId,
        String transactionId,
        long timestampSeconds,
        int timestampNanos,
        long epoch,
        ByteString extension) {

    /** @throws MalformedException if the bytes are no channel header */
    public static ChannelHeader parse(ByteString bytes) {
        var header = Wire.parse(org.hyperledger.fabric.protos.common.ChannelHeader.parser(), bytes, "channel header");
        return new ChannelHeader(
                header.getType(),
                header.getChannelId(),
                header.getTxId(),
                header.getTimestamp().getSeconds(),
                header.getTimestamp().getNanos(),
                header.getEpoch(),
                header.getExtension());
    }

    /** Whether this is an endorser transaction. */
    public boolean isEndorserTransaction() {
        return type == HeaderType.ENDORSER_TRANSACTION_VALUE;
    }

    /** Whether this carries a channel configuration. */
    public boolean isConfig() {
        return type == HeaderType.CONFIG_VALUE;
    }

    /** Whether the client left its clock out. */
    public boolean hasNoTimestamp() {
        return timestampSeconds == 0 && timestampNanos == 0;
    }

    /**
     * The client's clock.
     *
     * @throws MalformedException if it is beyond what {@link Instant} holds
     */
    public Instant timestamp() {
        try {
            return Instant.ofEpochSecond(timestampSeconds, timestampNanos);
        } catch (DateTimeException | ArithmeticException e) {
            throw new MalformedException("channel header timestamp", e);
        }
    }

    /**
     * The chaincode that the proposal addresses.
     *
     * @return its identifier; name and version empty where the extension names none
     * @throws MalformedException if the extension cannot be read
     */
    public ChaincodeName chaincode() {
        ChaincodeHeaderExtension parsed =
                Wire.parse(ChaincodeHeaderExtension.parser(), extension, "channel header extension");
        return new ChaincodeName(
                parsed.hasChaincodeId(),
                parsed.getChaincodeId().getName(),
                parsed.getChaincodeId().getVersion());
    }
}
