package org.gridbourse.network;

import java.util.Locale;

/** The two kinds of local network. */
public enum NetworkKind {
    EMBEDDED,
    FABRIC;

    /** As it is written on command lines and in files. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
