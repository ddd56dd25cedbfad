package org.gridbourse.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassDataArchiveTest {
    @TempDir
    Path folder;

    @Test
    void the_first_run_makes_the_archive_and_later_ones_use_it() throws IOException {
        // given a program whose first run has left an archive
        Path jar = Files.writeString(folder.resolve("program.jar"), "1");
        Path draft = draftOf(archive(jar));
        Files.write(draft, new byte[] {1, 2, 3, 4, 5});
        // when
        List<String> options = archive(jar).options();
        // then
        Path whole = Path.of(draft.toString().replace(".draft", ""));
        assertThat(options).containsExactly("-Xshare:auto", "-XX:SharedArchiveFile=" + whole);
        assertThat(whole).exists();
    }

    @Test
    void an_archive_that_was_not_finished_is_made_again() throws IOException {
        // given: the runtime writes the head of the file last
        Path jar = Files.writeString(folder.resolve("program.jar"), "1");
        Path draft = draftOf(archive(jar));
        Files.write(draft, new byte[5]);
        // then
        assertThat(archive(jar).options()).contains("-XX:ArchiveClassesAtExit=" + draft);
        assertThat(archive(jar).optionsToUse()).containsExactly("-Xshare:auto");
    }

    @Test
    void another_build_has_another_archive_and_only_the_last_five_are_kept() throws IOException {
        Path jar = folder.resolve("program.jar");
        for (int build = 0; build < 8; build++) {
            Files.writeString(jar, "x".repeat(build));
            Path draft = draftOf(archive(jar));
            Files.write(draft, new byte[] {1, 2, 3, 4, 5});
            Files.setLastModifiedTime(draft, FileTime.fromMillis(1_000L * build));
        }
        archive(jar);
        try (Stream<Path> kept = Files.list(folder.resolve("classes"))) {
            assertThat(kept).hasSize(5);
        }
    }

    @Test
    void where_the_cache_cannot_be_written_programs_start_without_an_archive() throws IOException {
        Path jar = Files.writeString(folder.resolve("program.jar"), "1");
        Path noFolder = Files.writeString(folder.resolve("home"), "a file, where a folder would be needed");
        ClassDataArchive none = ClassDataArchive.of("program", List.of(jar), noFolder.resolve(".cache"));
        assertThat(none.options()).containsExactly("-Xshare:auto");
        assertThat(none.optionsToUse()).containsExactly("-Xshare:auto");
    }

    private ClassDataArchive archive(Path jar) {
        return ClassDataArchive.of("program", List.of(jar), folder.resolve("classes"));
    }

    private static Path draftOf(ClassDataArchive archive) {
        String option = archive.options().get(0);
        return Path.of(option.substring(option.indexOf('=') + 1));
    }
}
