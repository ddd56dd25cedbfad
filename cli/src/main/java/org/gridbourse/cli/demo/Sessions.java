package org.gridbourse.cli.demo;

import java.util.List;
import java.util.stream.IntStream;
import org.gridbourse.cli.community.Community;

/** The names of a community's sessions on the ledger. */
final class Sessions {
    private Sessions() {}

    /** @param index counted from 0 */
    static String id(Community community, int index) {
        return "%s-%d".formatted(community.name(), index + 1);
    }

    static List<String> ids(Community community) {
        return IntStream.range(0, community.sessions().count())
                .mapToObj(index -> id(community, index))
                .toList();
    }
}
