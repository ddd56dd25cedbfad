package org.gridbourse.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.gridbourse.cli.community.Organisation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayPortsTest {
    @TempDir
    private Path cache;

    @Test
    void a_second_demo_takes_any_free_ports_while_the_first_has_the_usual_ones() throws IOException {
        Map<String, String> environment = Map.of("XDG_CACHE_HOME", cache.toString());

        try (GatewayPorts first = GatewayPorts.take(environment);
                GatewayPorts second = GatewayPorts.take(environment)) {
            // another program of this machine may have one of them: then the first has none either
            assertThat(first.of(Organisation.NORTH)).isIn(8081, 0);
            assertThat(first.of(Organisation.GRID) == 0).isEqualTo(first.of(Organisation.SOUTH) == 0);
            assertThat(second.of(Organisation.GRID)).isZero();
        }
    }
}
