package org.gridbourse.network.embedded.execution;

import com.google.protobuf.InvalidProtocolBufferException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.network.embedded.ledger.ChaincodeDefinitions;
import org.gridbourse.network.embedded.ledger.ChaincodeDefinitions.Definition;
import org.gridbourse.network.embedded.ledger.Ledger;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.ChaincodeSpec;
import org.hyperledger.fabric.protos.peer.Response;

/** All chaincode processes of the network, each asked separately for every peer. */
public final class Chaincodes implements AutoCloseable {
    private final Map<String, Deployment> deployments = new TreeMap<>();
    /** By package id and peer. */
    private final Map<List<String>, ChaincodeServer> servers = new HashMap<>();

    private final Ledger ledger;
    private final StateRequests requests;
    private final ExecutorService executor;
    private final Duration timeout;

    /** What a chaincode has answered. */
    record Completed(Response response, Optional<ChaincodeEvent> event) {}

    /**
     * @param executor for chaincodes that call chaincodes
     * @param timeout for one execution
     */
    public Chaincodes(Ledger ledger, List<Deployment> deployments, ExecutorService executor, Duration timeout) {
        this.ledger = ledger;
        this.requests = new StateRequests(ledger);
        this.executor = executor;
        this.timeout = timeout;
        for (Deployment deployment : deployments) {
            this.deployments.put(deployment.chaincode(), deployment);
            addServers(deployment);
        }
    }

    private void addServers(Deployment deployment) {
        Map<InetSocketAddress, List<String>> sharing = new HashMap<>();
        deployment.addresses().forEach((peer, address) -> sharing.computeIfAbsent(address, a -> new ArrayList<>())
                .add(peer));
        sharing.forEach((address, peers) -> {
            ChaincodeServer server = new ChaincodeServer(
                    deployment,
                    address,
                    peers,
                    (peer, listener) -> new ChaincodeStream(
                            requests, (caller, callee) -> call(peer, caller, callee), executor, listener));
            peers.forEach(peer -> servers.putIfAbsent(List.of(deployment.packageId(), peer), server));
        });
    }

    List<Deployment> deployments() {
        return List.copyOf(deployments.values());
    }

    /** Opens the streams to all processes; says what was wrong if one cannot be reached. */
    public Optional<String> connect() {
        Optional<String> failure = Optional.empty();
        for (Map.Entry<List<String>, ChaincodeServer> server : servers.entrySet()) {
            try {
                server.getValue().stream(server.getKey().get(1));
            } catch (ExecutionFailure e) {
                failure = Optional.of(e.getMessage());
            }
        }
        return failure;
    }

    /**
     * The chaincode's definition as the invocation's simulation finds it. Reading it is part of every transaction, so
     * that a new definition voids what is in flight.
     */
    static Optional<Definition> definition(Simulator simulator, String chaincode) {
        StateKey sequence = ChaincodeDefinitions.fieldKey(chaincode, "Sequence");
        simulator.get(sequence.namespace(), sequence.key().toStringUtf8());
        return new ChaincodeDefinitions(simulator.state()).find(chaincode);
    }

    /**
     * Executes at one peer and waits for the answer.
     *
     * @throws ExecutionFailure if no answer could be had
     */
    Completed execute(String peer, Invocation invocation) {
        ChaincodeMessage message = run(peer, invocation);
        try {
            Response response = Response.parseFrom(message.getPayload());
            Optional<ChaincodeEvent> event = message.hasChaincodeEvent()
                    ? Optional.of(message.getChaincodeEvent().toBuilder()
                            .setChaincodeId(invocation.chaincode())
                            .setTxId(invocation.transactionId())
                            .build())
                    : Optional.empty();
            return new Completed(response, event);
        } catch (InvalidProtocolBufferException e) {
            throw new ExecutionFailure("chaincode response cannot be read");
        }
    }

    private ChaincodeMessage run(String peer, Invocation invocation) {
        Deployment deployment = deployments.get(invocation.chaincode());
        ChaincodeServer server = deployment == null ? null : servers.get(List.of(deployment.packageId(), peer));
        if (server == null) {
            throw new ExecutionFailure("chaincode definition for '%s' exists, but chaincode is not installed"
                    .formatted(invocation.chaincode()));
        }
        try {
            return await(server, server.stream(peer), invocation);
        } catch (TimeoutException e) {
            invocation.answer().cancel(false);
            throw new ExecutionFailure("error sending: timeout expired while executing transaction");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ExecutionFailure failure
                    ? failure
                    : new ExecutionFailure(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            invocation.answer().cancel(false);
            Thread.currentThread().interrupt();
            throw new ExecutionFailure("the peer is stopping");
        }
    }

    /** Waits for an answer; meanwhile, a process from which nothing is heard at all must show that it lives. */
    private ChaincodeMessage await(ChaincodeServer server, ChaincodeStream stream, Invocation invocation)
            throws ExecutionException, TimeoutException, InterruptedException {
        CompletableFuture<ChaincodeMessage> answer = stream.execute(invocation);
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            long step = Math.min(end - System.nanoTime(), ChaincodeServer.SILENCE.toNanos());
            try {
                return answer.get(step, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (System.nanoTime() >= end) {
                    throw e;
                }
                if (server.isSilent() && !lives(stream, invocation)) {
                    server.drop(stream);
                }
            }
        }
    }

    /** Asks for what a chaincode of Fabric's contract API tells about itself; to be refused is an answer as well. */
    private boolean lives(ChaincodeStream stream, Invocation waiting) throws InterruptedException {
        try (Simulator unused = new Simulator(ledger.snapshot())) {
            Invocation question = waiting.askingForSignOfLife(unused);
            try {
                stream.execute(question).get(ChaincodeServer.SILENCE.toNanos(), TimeUnit.NANOSECONDS);
                return true;
            } catch (ExecutionException refused) {
                return true;
            } catch (TimeoutException e) {
                question.answer().cancel(false);
                return false;
            }
        }
    }

    private ChaincodeMessage call(String peer, Invocation caller, ChaincodeSpec callee)
            throws StateRequests.RefusedException {
        String name = calledName(caller, callee.getChaincodeId().getName());
        if (definition(caller.simulator(), name).isEmpty()) {
            throw new StateRequests.RefusedException("chaincode %s not found".formatted(name));
        }
        try {
            ChaincodeMessage answer = run(peer, caller.calling(name, callee.getInput()));
            // the event of a called chaincode is nobody's
            return answer.toBuilder().clearChaincodeEvent().build();
        } catch (ExecutionFailure e) {
            throw new StateRequests.RefusedException(e.getMessage());
        }
    }

    /** The name in {@code name:version/channel}. */
    private static String calledName(Invocation caller, String reference) throws StateRequests.RefusedException {
        int slash = reference.indexOf('/');
        String channel = slash < 0 ? caller.channel() : reference.substring(slash + 1);
        if (!channel.equals(caller.channel())) {
            throw new StateRequests.RefusedException("channel %s not found".formatted(channel));
        }
        String nameAndVersion = slash < 0 ? reference : reference.substring(0, slash);
        int colon = nameAndVersion.indexOf(':');
        return colon < 0 ? nameAndVersion : nameAndVersion.substring(0, colon);
    }

    @Override
    public void close() {
        servers.values().forEach(ChaincodeServer::close);
    }
}
