package org.gridbourse.programs;

/** The release that these programs belong to. */
public final class Release {
    /** As in every {@code pom.xml}; a test compares them. */
    public static final String VERSION = "0.9.0";

    private Release() {}
}
