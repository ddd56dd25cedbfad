package org.gridbourse.network.embedded.ordering;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.gridbourse.network.embedded.membership.ChannelConfig;
import org.gridbourse.network.embedded.membership.MemberIdentity;
import org.gridbourse.network.embedded.membership.SignedBytes;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.common.Status;

/** Which envelopes the orderer takes: those of writers that are not too large, whatever is inside. */
final class Admission {
    /** Header type of old versions of Fabric. */
    private static final int ORDERER_TRANSACTION = 4;

    private final ChannelConfig config;
    private final InstantSource clock;

    Admission(ChannelConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /** The refusal, in the words of Fabric's orderers; empty if the envelope may be ordered. */
    Optional<Orderer.Answer> refusal(Envelope envelope) {
        Payload payload;
        ChannelHeader header;
        try {
            payload = Payload.parseFrom(envelope.getPayload());
            if (!payload.hasHeader()) {
                return bad("could not determine channel ID: header not set");
            }
            header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
        } catch (InvalidProtocolBufferException e) {
            return bad("could not determine channel ID: error unmarshalling Payload: "
                    + "proto: cannot parse invalid wire-format data");
        }
        if (!header.getChannelId().equals(config.channel())) {
            return bad("channel does not exist");
        }
        Optional<Orderer.Answer> byType = refusalByType(header.getType());
        return byType.isPresent() ? byType : refusalBySizeAndSigner(envelope, payload);
    }

    private static Optional<Orderer.Answer> refusalByType(int type) {
        return switch (type) {
            case HeaderType.CONFIG_VALUE -> bad("message is of type that cannot be processed directly");
            case ORDERER_TRANSACTION -> bad("message is of type that is no longer supported");
            case HeaderType.CONFIG_UPDATE_VALUE -> bad("the embedded network does not change its configuration");
            default -> Optional.empty();
        };
    }

    private Optional<Orderer.Answer> refusalBySizeAndSigner(Envelope envelope, Payload payload) {
        long bytes = BatchCutter.bytes(envelope);
        long most = config.batch().absoluteMaxBytes();
        if (bytes > most) {
            return bad("message payload is %d bytes and exceeds maximum allowed %d bytes".formatted(bytes, most));
        }
        SignatureHeader signer;
        try {
            signer = SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader());
        } catch (InvalidProtocolBufferException e) {
            return bad("could not convert message to signedData: proto: cannot parse invalid wire-format data");
        }
        Optional<MemberIdentity> creator = config.members().identify(signer.getCreator());
        if (creator.filter(member -> member.isExpired(clock.instant())).isPresent()) {
            return bad("broadcast client identity expired");
        }
        SignedBytes signed = new SignedBytes(signer.getCreator(), envelope.getSignature(), envelope.getPayload());
        return config.refusal(ChannelConfig.WRITERS, config.members().signers(List.of(signed)))
                .map(cause -> new Orderer.Answer(Status.FORBIDDEN, cause + ": permission denied"));
    }

    private static Optional<Orderer.Answer> bad(String info) {
        return Optional.of(new Orderer.Answer(Status.BAD_REQUEST, info));
    }
}
