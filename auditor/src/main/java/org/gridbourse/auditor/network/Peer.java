package org.gridbourse.auditor.network;

import com.google.protobuf.ByteString;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gridbourse.auditor.AuditInputException;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.GatewayRuntimeException;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockchainInfo;

/** A peer that hands over blocks. */
public final class Peer implements AutoCloseable {
    private static final int LARGEST_MESSAGE = 100 << 20;
    private static final long DEADLINE_SECONDS = 30;

    private final ManagedChannel channel;
    private final Gateway gateway;
    private final Network network;
    private final String channelName;
    private final String address;

    private Peer(ManagedChannel channel, Gateway gateway, String channelName, String address) {
        this.channel = channel;
        this.gateway = gateway;
        this.network = gateway.getNetwork(channelName);
        this.channelName = channelName;
        this.address = address;
    }

    /**
     * Connects as one of an organisation's users.
     *
     * @param user the part of the user's folder name before the {@code @}
     */
    public static Peer connect(Connection connection, Connection.Organisation organisation, String user)
            throws AuditInputException {
        Path msp = userFolder(organisation.users(), user).resolve("msp");
        try (Reader certificateFile = Files.newBufferedReader(onlyFile(msp.resolve("signcerts")));
                Reader keyFile = Files.newBufferedReader(onlyFile(msp.resolve("keystore")))) {
            X509Certificate certificate = Identities.readX509Certificate(certificateFile);
            PrivateKey key = Identities.readPrivateKey(keyFile);
            ManagedChannel channel = Grpc.newChannelBuilder(
                            organisation.gateway(),
                            TlsChannelCredentials.newBuilder()
                                    .trustManager(organisation.tlsRootCert().toFile())
                                    .build())
                    .maxInboundMessageSize(LARGEST_MESSAGE)
                    .build();
            Gateway gateway = Gateway.newInstance()
                    .identity(new X509Identity(organisation.mspId(), certificate))
                    .signer(Signers.newPrivateKeySigner(key))
                    .hash(Hash.SHA256)
                    .connection(channel)
                    .evaluateOptions(options -> options.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS))
                    .connect();
            return new Peer(channel, gateway, connection.channel(), organisation.gateway());
        } catch (IOException | CertificateException | InvalidKeyException e) {
            throw new AuditInputException("user %s in %s cannot be used: %s".formatted(user, msp, e.getMessage()));
        }
    }

    /** How many blocks the peer has now. */
    public long height() throws NetworkAwayException {
        try {
            Contract qscc = network.getContract("qscc");
            return BlockchainInfo.parseFrom(qscc.evaluateTransaction("GetChainInfo", channelName))
                    .getHeight();
        } catch (GatewayException | GatewayRuntimeException | StatusRuntimeException | IOException e) {
            throw new NetworkAwayException(address, e);
        }
    }

    /** Receives blocks. */
    @FunctionalInterface
    public interface Receiver {
        /** @return whether more are wanted */
        boolean block(long number, ByteString bytes) throws IOException, AuditInputException;
    }

    /** Hands over blocks from a number on, waiting for new ones, until no more are wanted. */
    public void blocks(long from, Receiver receiver) throws NetworkAwayException, IOException, AuditInputException {
        try (CloseableIterator<Block> blocks =
                network.newBlockEventsRequest().startBlock(from).build().getEvents()) {
            while (blocks.hasNext()) {
                Block block = blocks.next();
                if (!receiver.block(block.getHeader().getNumber(), block.toByteString())) {
                    return;
                }
            }
        } catch (GatewayRuntimeException | StatusRuntimeException e) {
            throw new NetworkAwayException(address, e);
        }
    }

    @Override
    public void close() {
        gateway.close();
        channel.shutdownNow();
    }

    private static Path userFolder(Path users, String user) throws AuditInputException {
        try (Stream<Path> folders = Files.list(users)) {
            List<Path> found = folders.filter(
                            folder -> folder.getFileName().toString().startsWith(user + "@"))
                    .toList();
            if (found.isEmpty()) {
                throw new AuditInputException("no user %s in %s".formatted(user, users));
            }
            return found.get(0);
        } catch (IOException e) {
            throw new AuditInputException("users cannot be read: " + e.getMessage());
        }
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .findFirst()
                    .orElseThrow(() -> new IOException("no file in " + folder));
        }
    }
}
