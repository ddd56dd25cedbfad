package org.gridbourse.network.suite;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.gridbourse.network.NetworkKind;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives tests the embedded network and real Fabric side by side, where the run has both. */
final class BothNetworks implements BeforeAllCallback {
    private ExtensionContext context;

    @Override
    public void beforeAll(ExtensionContext context) {
        assumeTrue(
                SelectedNetworks.kinds().containsAll(List.of(NetworkKind.values())),
                "needs both networks: -Dgridbourse.test.network=all, and Fabric's programs");
        this.context = context;
    }

    Twins with(ChaincodeUnderTest chaincode) {
        return new Twins(
                SelectedNetworks.network(NetworkKind.EMBEDDED, chaincode, context),
                SelectedNetworks.network(NetworkKind.FABRIC, chaincode, context));
    }
}
