package org.gridbourse.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionFileTest {
    @TempDir
    private Path folder;

    @Test
    void what_was_written_is_read_again() throws Exception {
        ConnectionFile written = new ConnectionFile(
                "embedded",
                "energy",
                "market",
                Optional.of(folder.resolve("genesis.pb")),
                List.of(new ConnectionFile.Organisation(
                        "Grid", "GridMSP", "localhost:7051", folder.resolve("tls.pem"), folder.resolve("users"))));
        written.write(folder);
        assertThat(ConnectionFile.read(folder.resolve(ConnectionFile.NAME))).isEqualTo(written);
    }

    @Test
    void paths_are_relative_to_the_files_own_folder_and_other_keys_are_left_alone() throws Exception {
        Path file = Files.writeString(folder.resolve("c.json"), """
                {"network": "fabric", "channel": "energy", "chaincode": "market", "colour": "green",
                 "organisations": [{"name": "North", "mspId": "NorthMSP", "gateway": "north:7051",
                                    "tlsRootCert": "north/tls.pem", "users": "north/users"}]}""");
        ConnectionFile read = ConnectionFile.read(file);
        assertThat(read.genesis()).isEmpty();
        assertThat(read.organisation("north").users()).isEqualTo(folder.resolve("north/users"));
        assertThat(read.organisation("NorthMSP").name()).isEqualTo("North");
        assertThatThrownBy(() -> read.organisation("East")).hasMessage("no organisation East, there are [North]");
    }

    @Test
    void a_missing_key_is_named_with_its_file() throws Exception {
        Path file = Files.writeString(folder.resolve("c.json"), "{\"network\": \"fabric\", \"organisations\": []}");
        assertThatThrownBy(() -> ConnectionFile.read(file))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("c.json")
                .hasMessageContaining("key \"channel\" is missing");
    }

    @Test
    void text_that_is_no_json_is_refused_with_its_place() throws Exception {
        Path file = Files.writeString(folder.resolve("c.json"), "{\"network\": ");
        assertThatThrownBy(() -> ConnectionFile.read(file))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("line 1");
    }
}
