package org.gridbourse.network.suite;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;

/** A test on each network: the operator of Grid is connected at its own gateway, and there is a key nobody else uses. */
@OnEachNetwork
abstract class SuiteTest {
    @Parameter
    NetworkUnderTest network;

    final String key = UUID.randomUUID().toString();
    Client grid;

    @BeforeEach
    void connect() {
        grid = network.client("Grid", "operator");
    }

    @AfterEach
    void disconnect() {
        grid.close();
    }
}
