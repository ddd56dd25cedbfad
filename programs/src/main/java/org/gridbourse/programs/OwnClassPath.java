package org.gridbourse.programs;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The class path of this process, on which another program of it can be started in a process of its own. */
public final class OwnClassPath {
    private OwnClassPath() {}

    public static List<Path> entries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }
}
