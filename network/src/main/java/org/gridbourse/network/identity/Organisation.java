package org.gridbourse.network.identity;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A member of the channel: it has certificate authorities of its own and one node.
 *
 * @param name short name, unique in the network, such as {@code Grid}
 * @param mspId the name under which the channel knows it, such as {@code GridMSP}
 * @param domain the end of its host names, such as {@code grid.example}
 * @param node what it runs
 */
public record Organisation(String name, String mspId, String domain, NodeKind node) {
    public Organisation {
        requireName("name", name);
        requireName("mspId", mspId);
        requireName("domain", domain);
        Objects.requireNonNull(node, "node");
    }

    /** An organisation with a peer: {@code North} becomes NorthMSP at north.example. */
    public static Organisation peer(String name) {
        return peer(name, name.toLowerCase(Locale.ROOT) + ".example");
    }

    /** An organisation with a peer, whose host names end as its owner wants. */
    public static Organisation peer(String name, String domain) {
        return new Organisation(name, name + "MSP", domain, NodeKind.PEER);
    }

    /** Its ordering side, as {@link #orderer(String)} makes it. */
    public Organisation orderingSide() {
        return new Organisation(name + "Ord", name + "OrdMSP", "ord." + domain, NodeKind.ORDERER);
    }

    /** The ordering side of an organisation: {@code North} becomes NorthOrdMSP at ord.north.example. */
    public static Organisation orderer(String name) {
        String domain = "ord." + name.toLowerCase(Locale.ROOT) + ".example";
        return new Organisation(name + "Ord", name + "OrdMSP", domain, NodeKind.ORDERER);
    }

    /** Grid, North and South, each with a peer. */
    public static List<Organisation> peers() {
        return List.of(peer("Grid"), peer("North"), peer("South"));
    }

    /** The ordering sides of Grid, North and South. */
    public static List<Organisation> orderers() {
        return List.of(orderer("Grid"), orderer("North"), orderer("South"));
    }

    /** Full name of the organisation's node, such as {@code peer0.grid.example}. */
    public String nodeName() {
        return node.host() + "." + domain;
    }

    private static void requireName(String what, String value) {
        if (!value.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,62}")) {
            throw new IllegalArgumentException(
                    "%s (%s) must be 1 to 63 letters, digits, dots or hyphens".formatted(what, value));
        }
    }
}
