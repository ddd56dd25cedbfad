package org.gridbourse.blocks;

import com.google.protobuf.ByteString;

/**
 * The signed content of an envelope.
 *
 * @param channelHeader serialized {@link ChannelHeader}
 * @param signatureHeader serialized {@link SignatureHeader}
 * @param data a transaction or a configuration, as the channel header's type says
 */
public record EnvelopePayload(ByteString channelHeader, ByteString signatureHeader, ByteString data) {

    /** @throws MalformedException if it cannot be read */
    public ChannelHeader readChannelHeader() {
        return ChannelHeader.parse(channelHeader);
    }

    /** @throws MalformedException if it cannot be read */
    public SignatureHeader readSignatureHeader() {
        return SignatureHeader.parse(signatureHeader);
    }

    /**
     * The actions of an endorser transaction.
     *
     * @throws MalformedException if the data are no transaction
     */
    public EndorserTransaction transaction() {
        return EndorserTransaction.parse(data);
    }

    /**
     * The channel configuration of a CONFIG envelope.
     *
     * @throws MalformedException if the data are no configuration
     */
    public ConfigTransaction config() {
        return ConfigTransaction.parse(data);
    }
}
