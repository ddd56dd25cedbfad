package org.gridbourse.market.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The members of an object while they are gathered. Where keys come in canonical order, as those of the ledger do, each costs
 * one comparison.
 */
final class Members {
    /** So few are looked through faster than a set is made. */
    private static final int FEW = 12;

    private final List<Member> members = new ArrayList<>();
    private boolean sorted = true;
    private Set<String> keys;

    /**
     * One member.
     *
     * @param position where its value stood in the text
     */
    record Member(String key, JsonValue value, Position position) {}

    boolean has(String key) {
        if (isNext(key)) {
            return false;
        }
        if (members.size() <= FEW) {
            for (Member member : members) {
                if (member.key().equals(key)) {
                    return true;
                }
            }
            return false;
        }
        if (keys == null) {
            keys = new TreeSet<>();
            members.forEach(member -> keys.add(member.key()));
        }
        return keys.contains(key);
    }

    /** Adds a member of a key that is not there yet. */
    void add(Member member) {
        sorted = isNext(member.key());
        members.add(member);
        if (keys != null) {
            keys.add(member.key());
        }
    }

    private boolean isNext(String key) {
        return sorted
                && (members.isEmpty() || members.get(members.size() - 1).key().compareTo(key) < 0);
    }

    /** All of them by key; more may follow. */
    Member[] inOrder() {
        Member[] all = members.toArray(Member[]::new);
        if (!sorted) {
            Arrays.sort(all, Comparator.comparing(Member::key));
        }
        return all;
    }
}
