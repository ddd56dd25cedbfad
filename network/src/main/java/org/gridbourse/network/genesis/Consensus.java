package org.gridbourse.network.genesis;

/** How orderers agree on the order of transactions, under the name that the channel's configuration gives it. */
public enum Consensus {
    /** Raft: survives the crash of a minority of the orderers. Every orderer named in the configuration takes part. */
    RAFT("etcdraft"),
    /** Byzantine fault tolerance: also survives that less than a third of the orderers lie. Needs channel capability V3_0. */
    BFT("BFT"),
    /** One orderer inside the embedded network's process: no agreement among several, and named accordingly. */
    EMBEDDED("embedded");

    private final String type;

    Consensus(String type) {
        this.type = type;
    }

    /** The name in the channel's configuration. */
    public String type() {
        return type;
    }
}
