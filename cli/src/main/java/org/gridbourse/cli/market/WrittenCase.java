package org.gridbourse.cli.market;

/** A book of the right types, whatever it says. */
interface WrittenCase {

    /** What the market answers to it. */
    Answer answer();
}
