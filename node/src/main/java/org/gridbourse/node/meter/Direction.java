package org.gridbourse.node.meter;

/** Which way energy flows, seen from the participant. */
enum Direction {
    IMPORT,
    EXPORT;

    String word() {
        return this == IMPORT ? "import" : "export";
    }
}
