package org.gridbourse.cli.simulate;

/** What the participants of a simulation order. */
enum Strategy {
    /** Nothing: everybody plans alone, and what differs meets when it is settled. */
    NONE,
    /** Steps for what each one's own plan leaves over or needs. */
    NET,
    /** Storage orders where there is a storage, steps elsewhere. */
    STORAGE
}
