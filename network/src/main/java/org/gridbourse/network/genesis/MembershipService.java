package org.gridbourse.network.genesis;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.msp.FabricCryptoConfig;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.FabricNodeOUs;
import org.hyperledger.fabric.protos.msp.FabricOUIdentifier;
import org.hyperledger.fabric.protos.msp.MSPConfig;

/** The channel's view of an organisation: its roots of trust, its revoked certificates, how roles are told. */
final class MembershipService {
    private MembershipService() {}

    static MSPConfig read(String mspId, Path verifyingMsp) {
        List<ByteString> roots = certificates(verifyingMsp.resolve("cacerts"));
        FabricMSPConfig config = FabricMSPConfig.newBuilder()
                .setName(mspId)
                .addAllRootCerts(roots)
                .addAllTlsRootCerts(certificates(verifyingMsp.resolve("tlscacerts")))
                .addAllRevocationList(certificates(verifyingMsp.resolve("crls")))
                .setCryptoConfig(FabricCryptoConfig.newBuilder()
                        .setSignatureHashFamily("SHA2")
                        .setIdentityIdentifierHashFunction("SHA256"))
                .setFabricNodeOus(FabricNodeOUs.newBuilder()
                        .setEnable(true)
                        .setClientOuIdentifier(unit(roots.get(0), "client"))
                        .setPeerOuIdentifier(unit(roots.get(0), "peer"))
                        .setAdminOuIdentifier(unit(roots.get(0), "admin"))
                        .setOrdererOuIdentifier(unit(roots.get(0), "orderer")))
                .build();
        return MSPConfig.newBuilder().setConfig(config.toByteString()).build();
    }

    private static FabricOUIdentifier unit(ByteString root, String name) {
        return FabricOUIdentifier.newBuilder()
                .setCertificate(root)
                .setOrganizationalUnitIdentifier(name)
                .build();
    }

    private static List<ByteString> certificates(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<ByteString> certificates = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                certificates.add(ByteString.copyFrom(Files.readAllBytes(file)));
            }
            return certificates;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
