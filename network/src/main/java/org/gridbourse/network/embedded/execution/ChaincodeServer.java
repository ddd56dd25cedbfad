package org.gridbourse.network.embedded.execution;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.gridbourse.network.identity.ChaincodeTls;
import org.hyperledger.fabric.protos.peer.ChaincodeGrpc;

/**
 * A chaincode process and the streams of all peers that share it. The Java shim's own server keeps one connection state
 * for all streams of a process and loses messages when one is opened beside others at work. So all are opened together,
 * and when one is lost all are closed and opened again, by the next call that needs them.
 */
final class ChaincodeServer implements AutoCloseable {
    private static final long REGISTRATION_SECONDS = 10;
    private static final int MAX_MESSAGE_BYTES = 100 * 1024 * 1024;

    /** How long a process that has something to do may say nothing before it is asked for a sign of life. */
    static final Duration SILENCE = Duration.ofSeconds(3);

    private final String packageId;
    private final InetSocketAddress address;
    private final ChannelCredentials credentials;
    private final List<String> peers;
    private final BiFunction<String, ChaincodeStream.Listener, ChaincodeStream> streams;
    private Map<String, ChaincodeStream> open = Map.of();
    private ManagedChannel connection;
    private boolean closed;
    private volatile long heardNanos = System.nanoTime();

    /** @param streams makes the stream of a peer, given who wants to know how it fares */
    ChaincodeServer(
            Deployment deployment,
            InetSocketAddress address,
            List<String> peers,
            BiFunction<String, ChaincodeStream.Listener, ChaincodeStream> streams) {
        this.packageId = deployment.packageId();
        this.address = address;
        this.credentials =
                deployment.tls().map(ChaincodeServer::mutualTls).orElseGet(InsecureChannelCredentials::create);
        this.peers = List.copyOf(peers);
        this.streams = streams;
    }

    private static ChannelCredentials mutualTls(ChaincodeTls tls) {
        try {
            return TlsChannelCredentials.newBuilder()
                    .trustManager(tls.authority().toFile())
                    .keyManager(
                            tls.clientCertificate().toFile(), tls.clientKey().toFile())
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException("the keys of the chaincode cannot be read", e);
        }
    }

    /** The open stream of a peer, after connecting again if need be. */
    synchronized ChaincodeStream stream(String peer) {
        if (closed) {
            throw new ExecutionFailure(ChaincodeStream.TERMINATED);
        }
        if (open.isEmpty()) {
            connect();
        }
        return open.get(peer);
    }

    private void connect() {
        connection = Grpc.newChannelBuilderForAddress(address.getHostString(), address.getPort(), credentials)
                // answers come from memory: handing each message to another thread would take longer than answering it
                .directExecutor()
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .build();
        ChaincodeGrpc.ChaincodeStub server = ChaincodeGrpc.newStub(connection);
        Map<String, ChaincodeStream> opening = new LinkedHashMap<>();
        try {
            List<CompletableFuture<String>> registrations = new ArrayList<>();
            ManagedChannel attempt = connection;
            for (String peer : peers) {
                ChaincodeStream stream = streams.apply(peer, listener(attempt));
                opening.put(peer, stream);
                registrations.add(stream.open(server));
            }
            for (CompletableFuture<String> registration : registrations) {
                requirePackage(registration.get(REGISTRATION_SECONDS, TimeUnit.SECONDS));
            }
        } catch (ExecutionException | TimeoutException e) {
            abandon(opening);
            throw refusal(e);
        } catch (InterruptedException e) {
            abandon(opening);
            Thread.currentThread().interrupt();
            throw refusal(e);
        }
        // only now that every stream is registered: opening one resets the state that all share
        opening.values().forEach(ChaincodeStream::start);
        open = opening;
    }

    private void abandon(Map<String, ChaincodeStream> opening) {
        connection.shutdownNow();
        opening.values().forEach(ChaincodeStream::close);
    }

    private void requirePackage(String registered) throws ExecutionException {
        if (!registered.equals(packageId)) {
            throw new ExecutionException(new ExecutionFailure("chaincode registered as " + registered));
        }
    }

    private ExecutionFailure refusal(Exception cause) {
        String where = address.getHostString() + ":" + address.getPort();
        Throwable root = cause instanceof ExecutionException && cause.getCause() != null ? cause.getCause() : cause;
        String reason = root instanceof io.grpc.StatusRuntimeException
                ? "connection error: desc = \"transport: error while dialing: dial tcp %s: connect: connection refused\""
                        .formatted(where)
                : String.valueOf(root.getMessage());
        return new ExecutionFailure(("could not launch chaincode %1$s: connection to %1$s failed: "
                        + "error cannot create connection for %1$s: error creating grpc connection to %2$s: "
                        + "failed to create new connection: %3$s")
                .formatted(packageId, where, reason));
    }

    private ChaincodeStream.Listener listener(ManagedChannel attempt) {
        return new ChaincodeStream.Listener() {
            @Override
            public void heard() {
                heardNanos = System.nanoTime();
            }

            @Override
            public void lost() {
                ChaincodeServer.this.lost(attempt);
            }
        };
    }

    /** Whether the process has said nothing for a while. */
    boolean isSilent() {
        return System.nanoTime() - heardNanos > SILENCE.toNanos();
    }

    /** Closes the streams of a process that does not answer; the next call opens new ones. */
    void drop(ChaincodeStream silent) {
        ManagedChannel attempt;
        synchronized (this) {
            if (!open.containsValue(silent)) {
                return;
            }
            attempt = connection;
        }
        lost(attempt);
    }

    private void lost(ManagedChannel attempt) {
        Map<String, ChaincodeStream> ending;
        synchronized (this) {
            if (connection != attempt) {
                return;
            }
            ending = open;
            open = Map.of();
        }
        ending.values().forEach(ChaincodeStream::close);
        attempt.shutdownNow();
    }

    @Override
    public void close() {
        Map<String, ChaincodeStream> ending;
        synchronized (this) {
            closed = true;
            ending = open;
            open = Map.of();
        }
        ending.values().forEach(ChaincodeStream::close);
        if (connection != null) {
            connection.shutdownNow();
        }
    }
}
