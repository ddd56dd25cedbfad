package org.gridbourse.network;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;

/** A client's connection to one organisation's gateway, by the Fabric Gateway SDK. */
public final class GatewayConnection implements AutoCloseable {
    private static final long LIMIT_SECONDS = 15;

    private final ManagedChannel channel;
    private final Gateway gateway;

    private GatewayConnection(ManagedChannel channel, Gateway gateway) {
        this.channel = channel;
        this.gateway = gateway;
    }

    /**
     * Connects to an organisation's gateway.
     *
     * @param through whose gateway
     * @param as in whose name: the user's organisation
     * @param user the user's name before the {@code @}
     */
    public static GatewayConnection open(
            ConnectionFile.Organisation through, ConnectionFile.Organisation as, String user) {
        try {
            ManagedChannel channel = Grpc.newChannelBuilder(
                            through.gateway(),
                            TlsChannelCredentials.newBuilder()
                                    .trustManager(through.tlsRootCert().toFile())
                                    .build())
                    .build();
            Path msp = as.msp(user);
            X509Identity identity = new X509Identity(
                    as.mspId(), Identities.readX509Certificate(Files.readString(onlyFile(msp.resolve("signcerts")))));
            String key = Files.readString(onlyFile(msp.resolve("keystore")));
            Gateway gateway = Gateway.newInstance()
                    .identity(identity)
                    .signer(Signers.newPrivateKeySigner(Identities.readPrivateKey(key)))
                    .connection(channel)
                    .evaluateOptions(options -> options.withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .endorseOptions(options -> options.withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .submitOptions(options -> options.withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .commitStatusOptions(options -> options.withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .connect();
            return new GatewayConnection(channel, gateway);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no usable identity for " + user, e);
        }
    }

    public Gateway gateway() {
        return gateway;
    }

    @Override
    public void close() {
        gateway.close();
        channel.shutdownNow();
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow(() -> new IOException(folder + " is empty"));
        }
    }
}
