package org.gridbourse.network.genesis;

/** Where a node listens. */
public record Endpoint(String host, int port) {
    public Endpoint {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port (%d) must be within 1..65535".formatted(port));
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
