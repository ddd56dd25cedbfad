package org.gridbourse.auditor.fabric;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gridbourse.blocks.ConfigTransaction;
import org.gridbourse.blocks.EnvelopePayload;
import org.gridbourse.blocks.SignedEnvelope;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.HeaderType;

/**
 * Whether a new channel configuration is what its signed request makes of the old one, and whether those who must consent
 * to each changed element did.
 */
final class ConfigUpdateCheck {
    private static final Pattern ALLOWED_NAME = Pattern.compile("[a-zA-Z0-9.-]{1,249}");

    private final String channelId;
    private final ChannelConfig current;

    ConfigUpdateCheck(String channelId, ChannelConfig current) {
        this.channelId = channelId;
        this.current = current;
    }

    /** Why a change may not be; the kind chooses the finding. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final boolean unauthorised;

        RefusedException(boolean unauthorised, String message) {
            super(message);
            this.unauthorised = unauthorised;
        }

        /** Whether consent is missing, rather than that the change does not fit. */
        boolean isUnauthorised() {
            return unauthorised;
        }
    }

    /** One element of a configuration with its place. */
    private record Element(List<String> groups, String name, Message content) {
        boolean isGroup() {
            return content instanceof ConfigGroup;
        }

        long version() {
            if (content instanceof ConfigGroup group) {
                return group.getVersion();
            }
            return content instanceof ConfigValue value ? value.getVersion() : ((ConfigPolicy) content).getVersion();
        }

        String modPolicy() {
            if (content instanceof ConfigGroup group) {
                return group.getModPolicy();
            }
            return content instanceof ConfigValue value
                    ? value.getModPolicy()
                    : ((ConfigPolicy) content).getModPolicy();
        }
    }

    /** @return who signed the request, for further checks */
    List<Signed> check(ConfigTransaction transaction) throws RefusedException {
        if (transaction.config().getSequence() != current.config().getSequence() + 1) {
            throw fit("sequence is %d after %d"
                    .formatted(
                            transaction.config().getSequence(), current.config().getSequence()));
        }
        SignedEnvelope request = transaction.lastUpdate().orElseThrow(() -> fit("no request led to it"));
        EnvelopePayload content = request.content();
        if (content.readChannelHeader().type() != HeaderType.CONFIG_UPDATE_VALUE) {
            throw fit("the request is no configuration update");
        }
        ConfigTransaction.Update update = ConfigTransaction.Update.parse(content.data());
        List<Signed> signatures = update.signatures().stream()
                .map(signature -> new Signed(
                        signature.creator(), List.of(signature.signedBytes(update.bytes())), signature.signature()))
                .toList();
        if (!update.content().getChannelId().equals(channelId)) {
            throw fit("request is for channel " + update.content().getChannelId());
        }
        Map<String, Element> existing = elements(current.config().getChannelGroup());
        Map<String, Element> read = elements(update.content().getReadSet());
        Map<String, Element> written = elements(update.content().getWriteSet());
        checkReads(existing, read);
        Map<String, Element> changed = changed(read, written);
        checkChanges(existing, changed, current.membership().signers(signatures));
        Map<String, Element> result = new HashMap<>(existing);
        result.putAll(changed);
        ConfigGroup rebuilt = rebuild("/Channel", result);
        Config expected = Config.newBuilder()
                .setSequence(transaction.config().getSequence())
                .setChannelGroup(rebuilt)
                .build();
        if (!expected.equals(transaction.config())) {
            throw fit("the configuration is not what the request makes of the one before");
        }
        return signatures;
    }

    /** What is written under another version than it was read. */
    private static Map<String, Element> changed(Map<String, Element> read, Map<String, Element> written) {
        Map<String, Element> changed = new HashMap<>(written);
        read.forEach((path, element) -> {
            if (changed.containsKey(path) && changed.get(path).version() == element.version()) {
                changed.remove(path);
            }
        });
        return changed;
    }

    /** Who sent the request of a configuration that {@link #check} has passed. */
    Signed sender(ConfigTransaction transaction) {
        SignedEnvelope request = transaction.lastUpdate().orElseThrow();
        return new Signed(
                request.content().readSignatureHeader().creator(), List.of(request.payload()), request.signature());
    }

    private static void checkReads(Map<String, Element> existing, Map<String, Element> read) throws RefusedException {
        for (Map.Entry<String, Element> entry : read.entrySet()) {
            Element found = existing.get(entry.getKey());
            if (found == null || found.version() != entry.getValue().version()) {
                throw fit("request was made for another version of " + entry.getKey());
            }
        }
    }

    private void checkChanges(Map<String, Element> existing, Map<String, Element> changed, List<Member> signers)
            throws RefusedException {
        if (changed.isEmpty()) {
            throw fit("request changes nothing");
        }
        for (Map.Entry<String, Element> entry : changed.entrySet()) {
            Element element = entry.getValue();
            Element found = existing.get(entry.getKey());
            checkModPolicy(entry.getKey(), element.modPolicy());
            long expected = found == null ? 0 : found.version() + 1;
            if (element.version() != expected) {
                throw fit("%s gets version %d instead of %d".formatted(entry.getKey(), element.version(), expected));
            }
            if (found != null) {
                Policy policy = modPolicy(found);
                if (!policy.isSatisfiedBy(signers)) {
                    throw new RefusedException(
                            true,
                            "change of %s needs %s (%s)".formatted(entry.getKey(), found.modPolicy(), policy.words()));
                }
            }
        }
    }

    private Policy modPolicy(Element element) {
        String name = element.modPolicy();
        if (name.startsWith("/")) {
            return current.policy(name);
        }
        List<String> groups = new ArrayList<>(element.groups());
        if (element.isGroup()) {
            groups.add(element.name());
        }
        // The first group is the channel itself, where the tree of policies begins.
        Optional<PolicyTree> tree = current.policiesAt(groups.subList(1, groups.size()));
        return tree.map(policies -> policies.policy(List.of(name.split("/", -1))))
                .orElseGet(() -> new Policy.Nobody("no policy " + name));
    }

    private static void checkModPolicy(String path, String modPolicy) throws RefusedException {
        String trimmed = modPolicy.startsWith("/") ? modPolicy.substring(1) : modPolicy;
        for (String part : trimmed.split("/", -1)) {
            checkName(path, part);
        }
    }

    private static void checkName(String path, String name) throws RefusedException {
        if (!ALLOWED_NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw fit("name \"%s\" is not allowed at %s".formatted(name, path));
        }
    }

    private static Map<String, Element> elements(ConfigGroup channel) throws RefusedException {
        Map<String, Element> elements = new HashMap<>();
        collect(elements, List.of(), "Channel", channel);
        return elements;
    }

    private static void collect(Map<String, Element> elements, List<String> groups, String name, ConfigGroup group)
            throws RefusedException {
        add(elements, "group ", new Element(groups, name, group));
        List<String> inside = new ArrayList<>(groups);
        inside.add(name);
        for (Map.Entry<String, ConfigValue> value : group.getValuesMap().entrySet()) {
            add(elements, "value ", new Element(inside, value.getKey(), value.getValue()));
        }
        for (Map.Entry<String, ConfigPolicy> policy : group.getPoliciesMap().entrySet()) {
            add(elements, "policy ", new Element(inside, policy.getKey(), policy.getValue()));
        }
        for (Map.Entry<String, ConfigGroup> inner : group.getGroupsMap().entrySet()) {
            collect(elements, inside, inner.getKey(), inner.getValue());
        }
    }

    private static void add(Map<String, Element> elements, String kind, Element element) throws RefusedException {
        String path =
                "/" + String.join("/", element.groups()) + (element.groups().isEmpty() ? "" : "/") + element.name();
        checkName(path, element.name());
        elements.put(kind + path, element);
    }

    private static ConfigGroup rebuild(String path, Map<String, Element> elements) throws RefusedException {
        ConfigGroup group = (ConfigGroup) element(elements, "group " + path);
        ConfigGroup.Builder rebuilt = group.toBuilder();
        rebuilt.setModPolicy(named(group.getModPolicy()));
        for (String name : group.getGroupsMap().keySet()) {
            rebuilt.putGroups(name, rebuild(path + "/" + name, elements));
        }
        for (String name : group.getValuesMap().keySet()) {
            ConfigValue value = (ConfigValue) element(elements, "value " + path + "/" + name);
            rebuilt.putValues(
                    name,
                    value.toBuilder().setModPolicy(named(value.getModPolicy())).build());
        }
        for (String name : group.getPoliciesMap().keySet()) {
            ConfigPolicy policy = (ConfigPolicy) element(elements, "policy " + path + "/" + name);
            rebuilt.putPolicies(
                    name,
                    policy.toBuilder()
                            .setModPolicy(named(policy.getModPolicy()))
                            .build());
        }
        return rebuilt.build();
    }

    /** Fabric heals elements of its first versions that name nobody who may change them. */
    private static String named(String modPolicy) {
        return modPolicy.isEmpty() ? "Admins" : modPolicy;
    }

    private static Message element(Map<String, Element> elements, String path) throws RefusedException {
        Element element = elements.get(path);
        if (element == null) {
            throw fit(path + " is missing");
        }
        return element.content();
    }

    private static RefusedException fit(String detail) {
        return new RefusedException(false, detail);
    }
}
