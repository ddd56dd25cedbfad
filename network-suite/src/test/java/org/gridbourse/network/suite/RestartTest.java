package org.gridbourse.network.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gridbourse.programs.Waiting;
import org.hyperledger.fabric.client.ChaincodeEvent;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.InMemoryCheckpointer;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.Test;

@OnEachNetwork
class RestartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final NetworkUnderTest network;
    private final String key = UUID.randomUUID().toString();

    RestartTest(NetworkUnderTest network) {
        this.network = network;
    }

    @Test
    void after_its_chaincode_was_killed_the_network_serves_again_by_itself() throws Exception {
        try (Client grid = network.client("Grid", "operator")) {
            grid.submit("put", key, "before");
            network.killChaincode();
            submitUntilDone(grid, "put", key, "after");
            assertThat(grid.evaluate("get", key)).isEqualTo("after");
        }
    }

    @Test
    void a_restart_in_the_middle_of_a_load_loses_nothing_committed_and_doubles_nothing() throws Exception {
        // given a client that notes each commit it is told of
        Set<String> committed = new ConcurrentSkipListSet<>();
        AtomicBoolean enough = new AtomicBoolean();
        Thread load = new Thread(() -> writeUntil(enough, committed));
        load.start();
        Waiting.until(() -> committed.size() >= 10, PATIENCE, "the first commits");
        // when
        network.restart();
        int before = committed.size();
        Waiting.until(() -> committed.size() >= before + 10, PATIENCE, "commits after the restart");
        enough.set(true);
        load.join();
        // then each is there once
        try (Client grid = network.client("Grid", "operator")) {
            for (String number : committed) {
                assertThat(grid.evaluate("history", key + number)).isEqualTo("v" + number);
            }
        }
    }

    @Test
    void a_transaction_endorsed_before_a_restart_is_good_after_it_and_its_status_is_known() throws Exception {
        Envelope transaction;
        String done;
        try (Client grid = network.client("Grid", "operator")) {
            SubmittedTransaction submitted = grid.contract()
                    .newProposal("put")
                    .addArguments(key, "1")
                    .build()
                    .endorse()
                    .submitAsync();
            assertThat(submitted.getStatus().isSuccessful()).isTrue();
            done = submitted.getTransactionId();
            transaction = grid.endorse(
                    ProposalDraft.of(grid.identity(), "readThenWrite", key, "2").signed());
        }
        network.restart();
        try (Client grid = network.client("Grid", "operator")) {
            assertThat(grid.status(done).getResult()).isEqualTo(TxValidationCode.VALID);
            assertThat(grid.commit(transaction)).isEqualTo(TxValidationCode.VALID);
        }
    }

    @Test
    void a_listener_goes_on_at_its_checkpoint_after_a_restart_and_misses_and_repeats_nothing() throws Exception {
        InMemoryCheckpointer checkpointer = new InMemoryCheckpointer();
        List<String> seen = new ArrayList<>();
        long first;
        try (Client grid = network.client("Grid", "operator")) {
            first = emit(grid, 0);
            emit(grid, 1);
            try (CloseableIterator<ChaincodeEvent> events = grid.network()
                    .newChaincodeEventsRequest(NetworkUnderTest.CHAINCODE)
                    .startBlock(first)
                    .build()
                    .getEvents()) {
                take(events, 1, seen, checkpointer);
            }
        }
        network.restart();
        try (Client grid = network.client("Grid", "operator")) {
            submitUntilDone(grid, "event", key, "2", key, "v");
            try (CloseableIterator<ChaincodeEvent> events = grid.network()
                    .newChaincodeEventsRequest(NetworkUnderTest.CHAINCODE)
                    .startBlock(first)
                    .checkpoint(checkpointer)
                    .build()
                    .getEvents()) {
                take(events, 2, seen, checkpointer);
            }
        }
        assertThat(seen).containsExactly("0", "1", "2");
    }

    /** Writes one key after the other. What fails is not tried again: it may have been committed all the same. */
    private void writeUntil(AtomicBoolean enough, Set<String> committed) {
        try (Client grid = network.client("Grid", "operator")) {
            for (int i = 0; !enough.get(); i++) {
                String number = Integer.toString(i);
                if (grid.failureOf(() -> grid.submit("put", key + number, "v" + number))
                        .isEmpty()) {
                    committed.add(number);
                } else {
                    Waiting.pause();
                }
            }
        }
    }

    private static void submitUntilDone(Client client, String function, String... arguments) {
        Waiting.until(
                () -> client.failureOf(() -> client.submit(function, arguments)).isEmpty(),
                PATIENCE,
                "the network to serve again");
    }

    private long emit(Client client, int number) throws Exception {
        return client.contract()
                .newProposal("event")
                .addArguments(key, Integer.toString(number), key, "v" + number)
                .build()
                .endorse()
                .submitAsync()
                .getStatus()
                .getBlockNumber();
    }

    private void take(
            CloseableIterator<ChaincodeEvent> events, int count, List<String> seen, InMemoryCheckpointer checkpointer) {
        int wanted = seen.size() + count;
        while (seen.size() < wanted) {
            ChaincodeEvent event = events.next();
            if (event.getEventName().equals(key)) {
                seen.add(Client.text(event.getPayload()));
                checkpointer.checkpointChaincodeEvent(event);
            }
        }
    }
}
