package org.gridbourse.gateway.fabric;

import java.time.Duration;
import java.util.Optional;
import org.hyperledger.fabric.client.ChaincodeEvent;
import org.hyperledger.fabric.client.ChaincodeEventsRequest;
import org.hyperledger.fabric.client.Checkpoint;
import org.hyperledger.fabric.client.CloseableIterator;

/** The contract's events of valid transactions, in ledger order. */
public final class MarketEvents {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);

    private final FabricConnection connection;
    private final WalletIdentity reader;

    public MarketEvents(FabricConnection connection, WalletIdentity reader) {
        this.connection = connection;
        this.reader = reader;
    }

    /**
     * The events after the checkpoint, or all; the iterator waits for new ones and throws when the stream breaks.
     *
     * @throws NetworkUnavailableException if the peer does not answer
     */
    public CloseableIterator<ChaincodeEvent> after(Optional<? extends Checkpoint> checkpoint) {
        connection.awaitReady(CONNECT_PATIENCE);
        ChaincodeEventsRequest.Builder request = connection
                .network(reader)
                .newChaincodeEventsRequest(connection.profile().chaincode())
                .startBlock(0);
        checkpoint.ifPresent(request::checkpoint);
        return request.build().getEvents();
    }
}
