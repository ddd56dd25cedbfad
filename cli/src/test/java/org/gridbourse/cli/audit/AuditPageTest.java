package org.gridbourse.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The page of an audit, on 23 blocks that real Fabric peers wrote. */
class AuditPageTest {
    @TempDir
    private Path folder;

    private AuditPage page;

    @BeforeEach
    void serve() throws Exception {
        Path recorded =
                Path.of(System.getProperty("gridbourse.root", ".."), "blocks/src/test/resources/recorded/ledger-b.zip");
        Path blocks = Files.createDirectory(folder.resolve("blocks"));
        try (FileSystem ledger = FileSystems.newFileSystem(recorded);
                Stream<Path> files = Files.list(ledger.getPath("/"))) {
            for (Path file : files.toList()) {
                Files.copy(file, blocks.resolve(file.getFileName().toString()));
            }
        }
        LedgerOptions ledger = CommandLine.populateCommand(
                new LedgerOptions(), "--blocks=" + blocks, "--genesis=" + blocks.resolve("block_000000.pb"));
        page = new AuditPage(new AuditWork(ledger, Files.createDirectory(folder.resolve("out"))), 0);
    }

    @AfterEach
    void close() {
        page.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(page.address()).resolve(path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void the_ledger_is_verified_explained_exported_and_reported() throws Exception {
        assertThat(get("").body()).contains("data-what=\"VERIFY\"");
        assertThat(get("run?what=VERIFY").body())
                .contains("event: answer", "data: Everything is as the rules say: 23 blocks");
        assertThat(get("run?what=EXPLAIN&trade=nothing-000-00001").body())
                .contains("There is no trade nothing-000-00001");
        assertThat(get("run?what=EXPORT").body()).contains("Evidence is in");
        assertThat(folder.resolve("out").resolve("trades.csv")).exists();
        assertThat(get("run?what=REPORT").body()).contains("event: answer");
        assertThat(get("report.html").body()).contains("<html");
    }

    @Test
    void what_is_no_work_is_told_and_who_does_not_know_the_address_sees_nothing() throws Exception {
        assertThat(get("run?what=DELETE").body()).contains("event: problem");
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("anything").statusCode()).isEqualTo(404);
    }
}
