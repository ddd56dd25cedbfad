package org.gridbourse.network.suite;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gridbourse.network.NetworkKind;
import org.gridbourse.network.fabric.RealFabric;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The networks named by the system property {@code gridbourse.test.network}: embedded, fabric, all, or default, which is
 * embedded and real Fabric where its programs are found. Without the property: embedded.
 */
final class SelectedNetworks implements ArgumentsProvider {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(SelectedNetworks.class);

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return kinds().stream().map(kind -> Arguments.of(network(kind, ChaincodeUnderTest.PROBE, context)));
    }

    static List<NetworkKind> kinds() {
        String wanted = System.getProperty("gridbourse.test.network", "embedded");
        return switch (wanted) {
            case "all" -> List.of(NetworkKind.values());
            case "default" -> RealFabric.isInstalled() ? List.of(NetworkKind.values()) : List.of(NetworkKind.EMBEDDED);
            default -> List.of(NetworkKind.valueOf(wanted.toUpperCase(Locale.ROOT)));
        };
    }

    /** The one network of a kind with a chaincode; closed at the end of the run. */
    static NetworkUnderTest network(NetworkKind kind, ChaincodeUnderTest chaincode, ExtensionContext context) {
        Supplier<NetworkUnderTest> start =
                switch (kind) {
                    case EMBEDDED -> () -> new EmbeddedUnderTest(chaincode);
                    case FABRIC -> () -> new FabricUnderTest(chaincode);
                };
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(List.of(kind, chaincode), key -> start.get(), NetworkUnderTest.class);
    }
}
