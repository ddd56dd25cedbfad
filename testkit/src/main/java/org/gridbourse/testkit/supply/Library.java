package org.gridbourse.testkit.supply;

/**
 * A library of somebody else that is shipped.
 *
 * @param group Maven's group id; empty where the jar does not tell
 * @param name artifact id
 * @param version its version
 */
record Library(String group, String name, String version) {
    @Override
    public String toString() {
        return (group.isEmpty() ? "" : group + ":") + name + ":" + version;
    }
}
