package org.gridbourse.network.genesis;

import static org.gridbourse.network.genesis.Policies.ADMINS;

import com.google.protobuf.Message;
import org.hyperledger.fabric.protos.common.Capabilities;
import org.hyperledger.fabric.protos.common.Capability;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigValue;

/** The pieces of which the configuration tree is made; all are changed by the Admins above them. */
final class ConfigTree {
    private ConfigTree() {}

    static ConfigGroup.Builder group() {
        return ConfigGroup.newBuilder().setModPolicy(ADMINS);
    }

    static ConfigGroup.Builder organisation(Member member) {
        Message membership =
                MembershipService.read(member.mspId(), member.identities().verifyingMsp());
        return group().putValues("MSP", value(membership));
    }

    static ConfigValue value(Message content) {
        return ConfigValue.newBuilder()
                .setModPolicy(ADMINS)
                .setValue(content.toByteString())
                .build();
    }

    static ConfigValue capability(String name) {
        return value(Capabilities.newBuilder()
                .putCapabilities(name, Capability.getDefaultInstance())
                .build());
    }
}
