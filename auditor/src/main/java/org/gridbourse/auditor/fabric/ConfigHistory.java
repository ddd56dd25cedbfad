package org.gridbourse.auditor.fabric;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.blocks.ConfigTransaction;
import org.gridbourse.blocks.MalformedException;

/** The channel's configuration in force, and in which block it stands. */
final class ConfigHistory {
    private final String channelId;
    private final Findings findings;
    private ChannelConfig config;
    private long lastConfig;
    private OptionalLong refusedConfig = OptionalLong.empty();

    ConfigHistory(String channelId, ChannelConfig first, Findings findings) {
        this.channelId = channelId;
        this.config = first;
        this.findings = findings;
    }

    /** Goes on from a checkpoint. */
    void resume(ChannelConfig current, long block) {
        config = current;
        lastConfig = block;
    }

    ChannelConfig current() {
        return config;
    }

    /** The block that holds the configuration in force. */
    long last() {
        return lastConfig;
    }

    /** What a block at this height must name as its last configuration. */
    SealCheck.LastConfig named(boolean holdsConfig, long height) {
        return new SealCheck.LastConfig(holdsConfig ? height : lastConfig, refusedConfig);
    }

    /** Takes over a configuration that a block holds, or says why it is none. */
    void apply(OrderedTransaction transaction, long height, Instant clock) {
        ChannelConfig before = config;
        try {
            ConfigTransaction change = transaction.content().config();
            ConfigUpdateCheck check = new ConfigUpdateCheck(channelId, before);
            List<Signed> consents = check.check(change);
            Signed sender = check.sender(change);
            config = ChannelConfig.of(change.config());
            lastConfig = height;
            refusedConfig = OptionalLong.empty();
            admit(transaction, sender, before, height);
            for (Signed signed : Stream.concat(consents.stream(), Stream.of(sender))
                    .collect(Collectors.toMap(Signed::identity, each -> each, (a, b) -> a, LinkedHashMap::new))
                    .values()) {
                Expiry.of(signed, clock)
                        .ifPresent(detail -> findings.add(FindingCode.CREATOR_CERTIFICATE_EXPIRED, height, detail));
            }
        } catch (ConfigUpdateCheck.RefusedException e) {
            refusedConfig = OptionalLong.of(height);
            findings.add(
                    e.isUnauthorised() ? FindingCode.CONFIG_UNAUTHORISED : FindingCode.CONFIG_MISMATCH,
                    height,
                    e.getMessage());
        } catch (ConfigException | MalformedException e) {
            refusedConfig = OptionalLong.of(height);
            findings.add(FindingCode.CONFIG_UNREADABLE, height, e.getMessage());
        }
    }

    /** What orderers ask before they make a configuration of a request, and peers do not ask again. */
    private void admit(OrderedTransaction transaction, Signed sender, ChannelConfig before, long height) {
        if (!before.mayWrite(sender)) {
            findings.add(
                    FindingCode.CONFIG_UNAUTHORISED,
                    height,
                    "the request for it is not signed by anybody who may write to the channel");
        }
        String maker = before.membership().member(transaction.creatorIdentity()).mspId();
        if (!before.isOrderersOrganisation(maker)) {
            findings.add(
                    FindingCode.CREATOR_NOT_A_WRITER,
                    height,
                    "a configuration is made by an orderer, not by a member of " + maker);
        }
    }
}
