package org.gridbourse.network.junit;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The class path of the running tests, on which a chaincode under test can be started in a process of its own. */
public final class TestClassPath {
    private TestClassPath() {}

    public static List<Path> entries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }
}
