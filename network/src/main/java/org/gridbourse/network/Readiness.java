package org.gridbourse.network;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.fabric.json.Json;
import org.gridbourse.programs.SurroundingsException;
import org.gridbourse.programs.Waiting;
import org.hyperledger.fabric.client.CommitException;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.GatewayException;

/**
 * Tells when a network can be used: a transaction endorsed by Grid and another organisation has been committed, and
 * every organisation's gateway can get one endorsed. Open ports say nothing of the kind.
 */
final class Readiness {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ConnectionFile connection;

    Readiness(ConnectionFile connection) {
        this.connection = connection;
    }

    /** Waits until the network is ready; says what was wrong last if it never is. */
    void await(InstantSource clock) {
        if (!connection.chaincode().equals(Networks.CHAINCODE)) {
            connection.organisations().forEach(this::awaitAnswer);
            return;
        }
        String request = Json.line(Map.of("pingId", "up-" + Long.toString(clock.millis(), 36)));
        for (ConnectionFile.Organisation organisation : connection.organisations()) {
            boolean first = organisation.equals(operator());
            try (GatewayConnection client = GatewayConnection.open(organisation, operator(), "operator")) {
                Contract contract =
                        client.gateway().getNetwork(connection.channel()).getContract(connection.chaincode());
                retry(organisation, () -> {
                    if (first) {
                        contract.submitTransaction("ping", request);
                    } else {
                        contract.newProposal("ping")
                                .addArguments(request)
                                .build()
                                .endorse();
                    }
                });
            }
        }
    }

    /** What chaincode of somebody else can do is not known: that it answers is enough, if only that it does not know this. */
    private void awaitAnswer(ConnectionFile.Organisation organisation) {
        try (GatewayConnection client = GatewayConnection.open(organisation, organisation, "Admin")) {
            Contract contract =
                    client.gateway().getNetwork(connection.channel()).getContract(connection.chaincode());
            retry(organisation, () -> {
                try {
                    contract.newProposal("org.hyperledger.fabric:GetMetadata")
                            .setEndorsingOrganizations(organisation.mspId())
                            .build()
                            .evaluate();
                } catch (GatewayException refusal) {
                    if (!refusal.getDetails().toString().contains("chaincode response")) {
                        throw refusal;
                    }
                }
            });
        }
    }

    private ConnectionFile.Organisation operator() {
        return connection.organisations().get(0);
    }

    private interface Attempt {
        void run() throws GatewayException, CommitException;
    }

    private static void retry(ConnectionFile.Organisation organisation, Attempt attempt) {
        long end = System.nanoTime() + LIMIT.toNanos();
        Optional<String> failure = failureOf(attempt);
        while (failure.isPresent()) {
            if (System.nanoTime() > end) {
                throw new SurroundingsException("no transaction through the gateway of %s within %d s: %s"
                        .formatted(organisation.name(), LIMIT.toSeconds(), failure.get()));
            }
            Waiting.pause();
            failure = failureOf(attempt);
        }
    }

    private static Optional<String> failureOf(Attempt attempt) {
        try {
            attempt.run();
            return Optional.empty();
        } catch (GatewayException e) {
            return Optional.of(e.getMessage() + " " + e.getDetails());
        } catch (CommitException e) {
            return Optional.of(e.getMessage());
        }
    }
}
