package org.gridbourse.network.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.ChaincodeEvent;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.GatewayRuntimeException;
import org.hyperledger.fabric.client.InMemoryCheckpointer;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.Test;

class EventsTest extends SuiteTest {
    @Test
    void events_come_in_the_order_of_their_transactions_to_who_listens_from_now_on() throws Exception {
        BlockingQueue<Integer> told = new LinkedBlockingQueue<>();
        try (CloseableIterator<ChaincodeEvent> events = grid.network().getChaincodeEvents(NetworkUnderTest.CHAINCODE)) {
            Thread listener = new Thread(() -> listen(events, told));
            listener.setDaemon(true);
            listener.start();
            // the stream is opened in the background, and what comes before it stands is not told
            int sent = 0;
            Optional<Integer> first = Optional.empty();
            while (first.isEmpty()) {
                emit(sent++);
                first = Optional.ofNullable(told.poll(500, TimeUnit.MILLISECONDS));
            }
            int last = sent + 2;
            while (sent <= last) {
                emit(sent++);
            }
            for (int expected = first.get() + 1; expected <= last; expected++) {
                assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(expected);
            }
        }
    }

    private void listen(CloseableIterator<ChaincodeEvent> events, BlockingQueue<Integer> told) {
        try {
            events.forEachRemaining(event -> {
                if (event.getEventName().equals(key)) {
                    told.add(Integer.parseInt(Client.text(event.getPayload())));
                }
            });
        } catch (GatewayRuntimeException e) {
            // the stream was closed
        }
    }

    @Test
    void events_can_be_had_again_from_any_block() throws Exception {
        long first = emit(0);
        emit(1);
        emit(2);
        try (CloseableIterator<ChaincodeEvent> events = grid.network()
                .newChaincodeEventsRequest(NetworkUnderTest.CHAINCODE)
                .startBlock(first)
                .build()
                .getEvents()) {
            assertThat(take(events, 3)).containsExactly(key + "=0", key + "=1", key + "=2");
        }
    }

    @Test
    void a_checkpoint_resumes_after_the_last_event_seen_even_over_a_new_connection() throws Exception {
        long first = emit(0);
        emit(1);
        emit(2);
        InMemoryCheckpointer checkpointer = new InMemoryCheckpointer();
        try (CloseableIterator<ChaincodeEvent> events = grid.network()
                .newChaincodeEventsRequest(NetworkUnderTest.CHAINCODE)
                .startBlock(first)
                .build()
                .getEvents()) {
            ChaincodeEvent seen = next(events);
            assertThat(text(seen)).isEqualTo(key + "=0");
            checkpointer.checkpointChaincodeEvent(seen);
        }
        disconnect();
        connect();
        try (CloseableIterator<ChaincodeEvent> events = grid.network()
                .newChaincodeEventsRequest(NetworkUnderTest.CHAINCODE)
                .checkpoint(checkpointer)
                .build()
                .getEvents()) {
            assertThat(take(events, 2)).containsExactly(key + "=1", key + "=2");
        }
    }

    @Test
    void of_two_events_of_a_transaction_the_last_one_counts_and_invalid_transactions_have_none() throws Exception {
        long first = emit(0);
        grid.commit(grid.endorse(
                ProposalDraft.of(grid.identity(), "event", key, "void", key, "v")
                        .signed(),
                "GridMSP"));
        grid.submit("twoEvents", key);
        emit(1);
        try (CloseableIterator<ChaincodeEvent> events = grid.network()
                .newChaincodeEventsRequest(NetworkUnderTest.CHAINCODE)
                .startBlock(first)
                .build()
                .getEvents()) {
            assertThat(take(events, 1)).containsExactly(key + "=0");
            assertThat(events.next().getEventName()).isEqualTo("Second");
            assertThat(take(events, 1)).containsExactly(key + "=1");
        }
    }

    @Test
    void an_event_names_its_block_transaction_and_chaincode() throws Exception {
        SubmittedTransaction submitted = grid.contract()
                .newProposal("event")
                .addArguments(key, "p", key, "v")
                .build()
                .endorse()
                .submitAsync();
        assertThat(submitted.getStatus().getCode()).isEqualTo(TxValidationCode.VALID);
        long block = submitted.getStatus().getBlockNumber();
        try (CloseableIterator<ChaincodeEvent> events = grid.network()
                .newChaincodeEventsRequest(NetworkUnderTest.CHAINCODE)
                .startBlock(block)
                .build()
                .getEvents()) {
            ChaincodeEvent event = next(events);
            assertThat(event.getBlockNumber()).isEqualTo(block);
            assertThat(event.getTransactionId()).isEqualTo(submitted.getTransactionId());
            assertThat(event.getChaincodeName()).isEqualTo(NetworkUnderTest.CHAINCODE);
        }
    }

    private long emit(int number) throws Exception {
        return grid.contract()
                .newProposal("event")
                .addArguments(key, Integer.toString(number), key, "v" + number)
                .build()
                .endorse()
                .submitAsync()
                .getStatus()
                .getBlockNumber();
    }

    private List<String> take(CloseableIterator<ChaincodeEvent> events, int count) {
        List<String> taken = new ArrayList<>();
        while (taken.size() < count) {
            taken.add(text(next(events)));
        }
        return taken;
    }

    /** The next event of this test; others may emit some at the same time. */
    private ChaincodeEvent next(CloseableIterator<ChaincodeEvent> events) {
        ChaincodeEvent event = events.next();
        while (!event.getEventName().equals(key)) {
            event = events.next();
        }
        return event;
    }

    private static String text(ChaincodeEvent event) {
        return event.getEventName() + "=" + Client.text(event.getPayload());
    }
}
