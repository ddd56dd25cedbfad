package org.gridbourse.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReleaseTest {
    @Test
    void programs_name_the_version_that_the_build_gives_them() throws IOException {
        String pom = Files.readString(Path.of(System.getProperty("gridbourse.root"), "pom.xml"));
        assertThat(pom).contains("<version>" + Release.VERSION + "</version>\n    <packaging>pom</packaging>");
    }
}
