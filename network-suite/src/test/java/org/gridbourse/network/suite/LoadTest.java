package org.gridbourse.network.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gridbourse.programs.Waiting;
import org.hyperledger.fabric.client.CommitException;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.junit.jupiter.api.Test;

@OnEachNetwork
class LoadTest {
    private static final int CLIENTS = 100;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final NetworkUnderTest network;
    private final String key = UUID.randomUUID().toString();

    LoadTest(NetworkUnderTest network) {
        this.network = network;
    }

    @Test
    void a_hundred_clients_at_once_are_all_served() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (Client grid = network.client("Grid", "operator");
                Client north = network.client("North", "prosumer");
                Client south = network.client("South", "prosumer")) {
            List<Client> gateways = List.of(grid, north, south);
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int number = i;
                calls.add(() -> gateways.get(number % 3).submit("put", key + number, "v" + number));
            }
            for (Future<String> answer : clients.invokeAll(calls)) {
                assertThat(answer.get()).isEqualTo("ok");
            }
            for (int i = 0; i < CLIENTS; i++) {
                assertThat(grid.evaluate("get", key + i)).isEqualTo("v" + i);
            }
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void of_many_that_count_up_one_key_each_success_counts_once() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(10);
        try (Client grid = network.client("Grid", "operator")) {
            grid.submit("put", key, "start");
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String value = "v" + i;
                calls.add(() -> succeeds(grid, value));
            }
            int succeeded = 0;
            for (Future<Boolean> answer : clients.invokeAll(calls)) {
                succeeded += answer.get() ? 1 : 0;
            }
            assertThat(succeeded).isPositive();
            assertThat(grid.evaluate("history", key).split(",")).hasSize(succeeded + 1);
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void more_than_five_hundred_calls_at_once_are_refused_and_the_others_go_on() throws Exception {
        try (Client grid = network.client("Grid", "operator")) {
            ConcurrentLinkedQueue<Status> answers = new ConcurrentLinkedQueue<>();
            Context.CancellableContext waiting = Context.current().withCancellation();
            waiting.run(() -> {
                for (int i = 0; i < 550; i++) {
                    grid.asyncService().commitStatus(grid.statusRequest("never submitted " + i), collect(answers));
                }
            });
            // those above the limit are refused at once, the others wait until they are given up
            Waiting.until(() -> !answers.isEmpty(), LIMIT, "a refusal");
            waiting.cancel(null);
            Waiting.until(() -> answers.size() == 550, LIMIT, "all answers");
            assertThat(answers)
                    .filteredOn(status -> status.getCode() != Status.Code.CANCELLED)
                    .isNotEmpty()
                    .allSatisfy(status -> {
                        assertThat(status.getCode()).isEqualTo(Status.Code.UNKNOWN);
                        assertThat(status.getDescription())
                                .isEqualTo("too many requests for /gateway.Gateway, exceeding concurrency limit (500)");
                    });
            Waiting.until(
                    () -> grid.failureOf(() -> grid.submit("put", key, "v")).isEmpty(), LIMIT, "room for others");
        }
    }

    private boolean succeeds(Client client, String value) throws Exception {
        try {
            client.submit("readThenWrite", key, value);
            return true;
        } catch (CommitException | EndorseException e) {
            // another one was quicker: conflict at commit, or endorsers a block apart
            return false;
        }
    }

    private static StreamObserver<CommitStatusResponse> collect(ConcurrentLinkedQueue<Status> answers) {
        return new StreamObserver<>() {
            @Override
            public void onNext(CommitStatusResponse response) {
                answers.add(Status.OK);
            }

            @Override
            public void onError(Throwable failure) {
                answers.add(Status.fromThrowable(failure));
            }

            @Override
            public void onCompleted() {}
        };
    }
}
