package org.gridbourse.network.embedded.execution;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.network.embedded.ledger.Ledger;
import org.gridbourse.network.embedded.membership.ChannelConfig;
import org.gridbourse.network.embedded.membership.MemberIdentity;
import org.gridbourse.network.embedded.membership.SignedBytes;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** Whether a proposal may be executed at all, checked in the order and answered in the words of Fabric's peers. */
final class ProposalChecks {
    private final Ledger ledger;
    private final ChannelConfig config;
    private final Duration timeWindow;
    private final InstantSource clock;

    ProposalChecks(Ledger ledger, Duration timeWindow, InstantSource clock) {
        this.ledger = ledger;
        this.config = ledger.config();
        this.timeWindow = timeWindow;
        this.clock = clock;
    }

    /** Why the proposal is turned away before anybody looks into it. */
    Optional<String> turnAway(Proposal proposal) {
        Instant now = clock.instant();
        Optional<MemberIdentity> creator = config.members().identify(proposal.creator());
        if (creator.filter(member -> member.isExpired(now)).isPresent()) {
            return Optional.of("proposal client identity expired");
        }
        Instant timestamp = proposal.timestamp();
        return Duration.between(timestamp, now).abs().compareTo(timeWindow) <= 0
                ? Optional.empty()
                : Optional.of(
                        "request unauthorized due to incorrect timestamp %s, peer time %s, peer.authentication.timewindow %s"
                                .formatted(seconds(timestamp), seconds(now), goDuration(timeWindow)));
    }

    /** Why the proposal is refused after a look into it. */
    Optional<String> refusal(Proposal proposal, boolean systemChaincode) {
        Optional<String> invalid = invalidity(proposal);
        if (invalid.isPresent()) {
            return invalid.map(text -> "error validating proposal: " + text);
        }
        if (ledger.find(proposal.transactionId()).isPresent()) {
            return Optional.of("duplicate transaction found [%s]. Creator [%s]"
                    .formatted(proposal.transactionId(), Hashes.hex(proposal.creator())));
        }
        return systemChaincode
                ? Optional.empty()
                : config.accessRefusal(
                        ChannelConfig.APPLICATION_WRITERS,
                        config.members().identify(proposal.creator()).stream().toList());
    }

    static SignedBytes signed(Proposal proposal) {
        return new SignedBytes(
                proposal.creator(),
                proposal.signed().getSignature(),
                proposal.signed().getProposalBytes());
    }

    private Optional<String> invalidity(Proposal proposal) {
        int type = proposal.channelHeader().getType();
        // a proposal is no transaction yet; Fabric lets the type of a configuration pass
        if (type != HeaderType.ENDORSER_TRANSACTION_VALUE && type != HeaderType.CONFIG_VALUE) {
            HeaderType known = HeaderType.forNumber(type);
            return Optional.of("invalid header type " + (known == null ? String.valueOf(type) : known.name()));
        }
        if (proposal.channelHeader().getEpoch() != 0) {
            return Optional.of("epoch is non-zero");
        }
        ByteString nonce = proposal.signatureHeader().getNonce();
        if (nonce.isEmpty()) {
            return Optional.of("nonce is empty");
        }
        if (proposal.creator().isEmpty()) {
            return Optional.of("creator is empty");
        }
        String expectedId = Hashes.transactionId(nonce, proposal.creator());
        if (!expectedId.equals(proposal.transactionId())) {
            return Optional.of(
                    "incorrectly computed txid '%s' -- expected '%s'".formatted(proposal.transactionId(), expectedId));
        }
        if (proposal.signed().getSignature().isEmpty()) {
            return Optional.of("empty signature bytes");
        }
        return creatorInvalidity(proposal);
    }

    private Optional<String> creatorInvalidity(Proposal proposal) {
        if (config.members().identify(proposal.creator()).isEmpty()) {
            return Optional.of("access denied: channel [%s] creator org unknown, creator is malformed"
                    .formatted(proposal.channel()));
        }
        boolean signed = config.members()
                .signer(
                        proposal.creator(),
                        proposal.signed().getSignature(),
                        proposal.signed().getProposalBytes())
                .isPresent();
        return signed
                ? Optional.empty()
                : Optional.of("access denied: channel [%s] creator org [%s]"
                        .formatted(proposal.channel(), mspId(proposal.creator())));
    }

    private static String mspId(ByteString creator) {
        try {
            return SerializedIdentity.parseFrom(creator).getMspid();
        } catch (InvalidProtocolBufferException e) {
            return "";
        }
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String goDuration(Duration duration) {
        String text = "%dm%ds".formatted(duration.toMinutes() % 60, duration.toSecondsPart());
        return duration.toHours() > 0 ? duration.toHours() + "h" + text : text;
    }
}
