package org.gridbourse.auditor.network;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.fabric.ClientIdentity;
import org.gridbourse.fabric.ConnectionException;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.fabric.Deadlines;
import org.gridbourse.fabric.PeerConnection;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.GatewayRuntimeException;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockchainInfo;

/** A peer that hands over blocks. */
public final class Peer implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final PeerConnection connection;
    private final Network network;
    private final String channelName;
    private final String address;

    private Peer(PeerConnection connection, Network network, String channelName) {
        this.connection = connection;
        this.network = network;
        this.channelName = channelName;
        this.address = connection.organisation().gateway();
    }

    /**
     * Connects as one of an organisation's users.
     *
     * @param organisation its name or MSP id
     * @param user the part of the user's folder name before the {@code @}
     */
    public static Peer connect(ConnectionFile file, String organisation, String user) throws AuditInputException {
        try {
            ConnectionFile.Organisation home = file.organisation(organisation);
            ClientIdentity identity = home.identity(user, Instant.now());
            PeerConnection connection = PeerConnection.open(home, Deadlines.each(DEADLINE));
            return new Peer(connection, connection.gateway(identity).getNetwork(file.channel()), file.channel());
        } catch (ConnectionException e) {
            throw new AuditInputException(e.getMessage());
        }
    }

    /** What a network says about itself in {@code connection.json}. */
    public static ConnectionFile connection(Path file) throws AuditInputException {
        try {
            return ConnectionFile.read(file);
        } catch (ConnectionException e) {
            throw new AuditInputException(e.getMessage());
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
        connection.close();
    }
}
