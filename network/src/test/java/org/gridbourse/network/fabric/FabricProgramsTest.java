package org.gridbourse.network.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridbourse.programs.Command;
import org.gridbourse.programs.SurroundingsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FabricProgramsTest {
    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void noDownloadAndAnEmptyCache() {
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        environment.put("PATH", folder.resolve("nothing").toString());
        environment.put("FABRIC_RELEASES", "http://127.0.0.1:1/nobody-listens-here");
    }

    @Test
    void the_folder_that_the_user_names_goes_before_path_and_cache() throws IOException {
        // given
        environment.put("FABRIC_BIN", programs("named", "v3.1.1").toString());
        environment.put("PATH", programs("path", "v3.1.2").toString());
        programs("cache/gridbourse/fabric/3.1.5/bin", "v3.1.5");
        // then
        assertThat(FabricPrograms.find(environment))
                .isEqualTo(new FabricPrograms(folder.resolve("named"), new FabricVersion(3, 1, 1), "FABRIC_BIN"));
    }

    @Test
    void the_path_goes_before_the_cache_but_not_with_a_version_that_is_too_old() throws IOException {
        programs("cache/gridbourse/fabric/3.1.5/bin", "v3.1.5");
        environment.put("PATH", programs("path", "v3.1.2").toString());
        assertThat(FabricPrograms.find(environment).source()).isEqualTo("PATH");
        environment.put("PATH", programs("old", "v2.2.0").toString());
        assertThat(FabricPrograms.find(environment).source()).isEqualTo("cache");
    }

    @Test
    void another_version_of_the_cache_is_taken_when_asked_for() throws IOException {
        programs("cache/gridbourse/fabric/3.1.5/bin", "v3.1.5");
        programs("cache/gridbourse/fabric/2.5.16/bin", "v2.5.16");
        environment.put("FABRIC_VERSION", "2.5.16");
        assertThat(FabricPrograms.find(environment).version()).isEqualTo(new FabricVersion(2, 5, 16));
    }

    @Test
    void without_programs_and_without_a_download_the_three_ways_to_get_them_are_told() {
        assertThatThrownBy(() -> FabricPrograms.find(environment))
                .isInstanceOf(SurroundingsException.class)
                .hasMessageContaining("FABRIC_BIN")
                .hasMessageContaining("PATH")
                .hasMessageContaining("https://github.com/hyperledger/fabric/releases/tag/v3.1.5")
                .hasMessageContaining(
                        folder.resolve("cache/gridbourse/fabric/3.1.5/bin").toString());
    }

    @Test
    void a_named_folder_without_programs_or_with_a_wrong_version_is_an_error_and_not_passed_over() throws IOException {
        environment.put("FABRIC_BIN", folder.resolve("empty").toString());
        assertThatThrownBy(() -> FabricPrograms.find(environment))
                .hasMessageContaining("not all of [peer, orderer, osnadmin]");
        environment.put("FABRIC_BIN", programs("old", "v2.4.9").toString());
        assertThatThrownBy(() -> FabricPrograms.find(environment))
                .hasMessage("FABRIC_BIN holds Fabric 2.4.9; needed is 2.5.x or 3.1 and newer of 3");
    }

    @Test
    void a_release_archive_is_downloaded_into_the_cache_and_its_checksum_compared() throws IOException {
        // given a release site with one archive
        programs("release/bin", "v3.1.5");
        Path archive = folder.resolve("archive.tar.gz");
        Command.run(
                List.of(
                        "tar",
                        "-czf",
                        archive.toString(),
                        "-C",
                        folder.resolve("release").toString(),
                        "bin"),
                Map.of());
        HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/v3.1.5/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            Files.copy(archive, exchange.getResponseBody());
            exchange.close();
        });
        site.start();
        environment.put(
                "FABRIC_RELEASES", "http://127.0.0.1:" + site.getAddress().getPort());
        environment.remove("PATH");
        try {
            // when the checksum is another one
            environment.put("FABRIC_SHA256", "00ff");
            assertThatThrownBy(() -> FabricPrograms.find(environment)).hasMessageContaining("it was not unpacked");
            // and when it is right
            environment.put("FABRIC_SHA256", FabricDownload.sha256(archive));
            FabricPrograms found = FabricPrograms.find(environment);
            // then
            assertThat(found.folder()).isEqualTo(folder.resolve("cache/gridbourse/fabric/3.1.5/bin"));
            assertThat(found.source()).isEqualTo("downloaded into the cache");
        } finally {
            site.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "v3.1.5,true",
        "3.2.0,true",
        "2.5.0,true",
        "v2.5.16-rc1,true",
        "2.4.9,false",
        "3.0.0,false",
        "4.0.0,false"
    })
    void fabric_2_5_and_from_3_1_on_are_supported(String version, boolean supported) {
        assertThat(FabricVersion.parse(version).orElseThrow().isSupported()).isEqualTo(supported);
    }

    /** A folder with programs that only say their version. */
    private Path programs(String name, String version) throws IOException {
        Path bin = Files.createDirectories(folder.resolve(name));
        for (String program : List.of("peer", "orderer", "osnadmin")) {
            Path file = Files.writeString(bin.resolve(program), "#!/bin/sh\necho ' Version: %s'\n".formatted(version));
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        return bin;
    }
}
