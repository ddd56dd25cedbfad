package org.gridbourse.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void a_free_port_is_given_once_and_lies_below_those_of_outgoing_connections() {
        int[] ports = IntStream.range(0, 200).map(i -> Ports.free()).toArray();

        assertThat(ports).doesNotHaveDuplicates();
        assertThat(IntStream.of(ports)).allMatch(port -> port > 30_000 && port < 32_768);
    }

    @Test
    void a_port_on_which_somebody_listens_is_not_free() throws IOException {
        try (ServerSocket listening = new ServerSocket(Ports.free(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.isFree(listening.getLocalPort())).isFalse();
        }
    }
}
