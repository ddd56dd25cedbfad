package org.gridbourse.network.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gridbourse.programs.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChaincodePackageTest {
    @TempDir
    Path folder;

    @Test
    void the_package_id_is_the_same_on_every_machine_and_in_every_java() {
        assertThat(new ChaincodePackage("market", "1").id())
                .isEqualTo("market_1:67e53fbbb1035889d2b8ac682e8829f264f51b7f4a98c16fe0854d92fa69eb72");
    }

    @Test
    void a_new_version_has_a_new_id() {
        assertThat(new ChaincodePackage("market", "2").id())
                .startsWith("market_2:")
                .isNotEqualTo(new ChaincodePackage("market", "1").id());
    }

    @Test
    void tar_and_gzip_read_it() throws Exception {
        // given
        Path file = new ChaincodePackage("market", "1").writeTo(folder);
        // when
        Command.run(List.of("tar", "-xzf", file.toString(), "-C", folder.toString()), Map.of());
        Command.run(
                List.of("tar", "-xzf", folder.resolve("code.tar.gz").toString(), "-C", folder.toString()), Map.of());
        // then
        assertThat(Files.readString(folder.resolve("metadata.json")))
                .isEqualTo("{\"label\":\"market_1\",\"type\":\"ccaas\"}");
        assertThat(Files.readString(folder.resolve("connection.json")))
                .isEqualTo(
                        "{\"address\":\"{{.address}}\",\"client_auth_required\":true,\"client_cert\":\"{{.client_cert}}\",\"client_key\":\"{{.client_key}}\",\"dial_timeout\":\"10s\",\"root_cert\":\"{{.root_cert}}\",\"tls_required\":true}");
    }

    @Test
    void fabric_calculates_the_same_id() throws Exception {
        // given
        FabricPrograms programs = RealFabric.programsOrSkip();
        ChaincodePackage content = new ChaincodePackage("market", "1");
        Path file = content.writeTo(folder);
        new NodeFolders(folder).writeConfiguration(RealFabric.templates(), programs.version());
        // when
        String id = Command.run(
                List.of(programs.program("peer"), "lifecycle", "chaincode", "calculatepackageid", file.toString()),
                Map.of("FABRIC_CFG_PATH", folder.resolve("config").toString()));
        // then
        assertThat(id.strip()).isEqualTo(content.id());
    }

    @Test
    void a_version_that_fabric_would_not_take_is_refused() {
        assertThatThrownBy(() -> new ChaincodePackage("market", "1 beta"))
                .hasMessage("name (market) and version (1 beta) must be letters, digits, dots, hyphens or underscores");
    }
}
