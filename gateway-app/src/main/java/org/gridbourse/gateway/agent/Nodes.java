package org.gridbourse.gateway.agent;

import java.util.List;

/** The nodes of this instance, in the order of the agents' file. */
record Nodes(List<HostedNode> all) {
    Nodes {
        all = List.copyOf(all);
    }
}
