package org.gridbourse.network.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.fabric.json.Json;
import org.gridbourse.network.GatewayConnection;
import org.gridbourse.programs.ProcessRecord;
import org.hyperledger.fabric.client.CommitException;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.GatewayException;

/** The load of creating assets: each transaction writes one key of its own and is waited for until its commit. */
final class NetworkLoad {
    private final ConnectionFile connection;
    private final Path processes;
    private final String run = Long.toString(System.nanoTime(), 36);
    private final AtomicInteger created = new AtomicInteger();

    /** @param processes folder with the notes on the network's processes */
    NetworkLoad(ConnectionFile connection, Path processes) {
        this.connection = connection;
        this.processes = processes;
    }

    /** Sends so many transactions through the gateways of all organisations, so many of them at once. */
    Measurement measure(int transactions, int inFlight) throws InterruptedException {
        List<GatewayConnection> clients = new ArrayList<>();
        ConnectionFile.Organisation operator = connection.organisations().get(0);
        connection
                .organisations()
                .forEach(organisation -> clients.add(GatewayConnection.open(organisation, operator, "operator")));
        ExecutorService workers = Executors.newFixedThreadPool(inFlight);
        try {
            return measure(transactions, inFlight, clients, workers);
        } finally {
            workers.shutdownNow();
            clients.forEach(GatewayConnection::close);
        }
    }

    private Measurement measure(
            int transactions, int inFlight, List<GatewayConnection> clients, ExecutorService workers)
            throws InterruptedException {
        ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();
        AtomicInteger failed = new AtomicInteger();
        Duration networkBefore = networkTime();
        Duration driverBefore = time(ProcessHandle.current());
        long began = System.nanoTime();
        List<Future<?>> sent = new ArrayList<>();
        for (int i = 0; i < transactions; i++) {
            Contract contract = clients.get(i % clients.size())
                    .gateway()
                    .getNetwork(connection.channel())
                    .getContract(connection.chaincode());
            sent.add(workers.submit(() -> create(contract, latencies, failed)));
        }
        for (Future<?> each : sent) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        long nanos = System.nanoTime() - began;
        long[] successful = latencies.stream().mapToLong(Long::longValue).toArray();
        return new Measurement(
                inFlight,
                successful,
                failed.get(),
                nanos,
                networkTime().minus(networkBefore),
                time(ProcessHandle.current()).minus(driverBefore));
    }

    private Duration networkTime() {
        return ProcessRecord.readAll(processes).stream()
                .flatMap(record -> record.process().stream())
                .map(NetworkLoad::time)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration time(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private void create(Contract contract, ConcurrentLinkedQueue<Long> latencies, AtomicInteger failed) {
        String request = Json.line(Map.of("pingId", "bench-" + run + "-" + created.incrementAndGet()));
        long began = System.nanoTime();
        try {
            contract.submitTransaction("ping", request);
            latencies.add(System.nanoTime() - began);
        } catch (GatewayException | CommitException e) {
            failed.incrementAndGet();
        }
    }
}
