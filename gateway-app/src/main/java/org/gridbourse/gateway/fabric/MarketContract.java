package org.gridbourse.gateway.fabric;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.gridbourse.gateway.fabric.SubmitOutcome.Committed;
import org.gridbourse.gateway.fabric.SubmitOutcome.Conflict;
import org.gridbourse.gateway.fabric.SubmitOutcome.Refused;
import org.gridbourse.gateway.fabric.SubmitOutcome.Unknown;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.request.MoveCash;
import org.gridbourse.market.request.Request;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Status;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The market's contract on the channel: every submit ends in an outcome that says what is known. */
public final class MarketContract {
    private static final Logger log = LoggerFactory.getLogger(MarketContract.class);
    private static final int ATTEMPTS = 8;
    private static final int IN_FLIGHT_MAX = 64;
    private static final long PAUSE_FIRST_MILLIS = 40;
    private static final long PAUSE_MAX_MILLIS = 1_000;

    private final FabricConnection connection;
    private final TransactionResolver resolver;
    private final SubmitMetrics metrics;
    private final RandomGenerator jitter;
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT_MAX);
    private final Precedence precedence = new Precedence();
    private final AtomicLong committedHeight = new AtomicLong();

    public MarketContract(
            FabricConnection connection, TransactionResolver resolver, MeterRegistry meters, RandomGenerator jitter) {
        this.connection = connection;
        this.resolver = resolver;
        this.metrics = new SubmitMetrics(meters);
        this.jitter = jitter;
    }

    /**
     * Sends a transaction. After a conflict it is made anew from the same request, whose own ids let the contract
     * recognise it; what may have been ordered is never sent a second time from here.
     *
     * @throws NetworkUnavailableException if it was not sent because no peers could endorse it
     */
    public SubmitOutcome submit(WalletIdentity signer, Request request) {
        String function = request.function();
        String body = Json.write(request.toJson());
        if (request instanceof MoveCash) {
            precedence.giveWay();
        }
        inFlight.acquireUninterruptibly();
        try {
            for (int attempt = 1; ; attempt++) {
                SubmitOutcome outcome = attempt(signer, function, body);
                metrics.count(function, outcome);
                if (!(outcome instanceof Conflict conflict) || attempt == ATTEMPTS) {
                    return outcome;
                }
                log.debug("{} met {}, attempt {}", function, conflict.reason(), attempt);
                pause(attempt);
            }
        } finally {
            inFlight.release();
        }
    }

    /** Changes a phase: payments that this instance is to send wait until it is done. */
    public <T> T beforePayments(Supplier<T> change) {
        precedence.begin();
        try {
            return change.get();
        } finally {
            precedence.end();
        }
    }

    /**
     * Asks the own peer.
     *
     * @throws QueryRefusedException with the contract's code
     */
    public String evaluate(WalletIdentity signer, Request request) {
        try {
            byte[] answer = contract(signer).evaluateTransaction(request.function(), Json.write(request.toJson()));
            return new String(answer, StandardCharsets.UTF_8);
        } catch (GatewayException problem) {
            throw FabricProblem.of(problem)
                    .refusal()
                    .<RuntimeException>map(refusal -> new QueryRefusedException(refusal.code(), refusal.detail()))
                    .orElseGet(() -> new NetworkUnavailableException(
                            "%s got no answer: %s".formatted(request.function(), problem.getMessage()), problem));
        }
    }

    /**
     * Asks the chaincode of the own organisation, which no other may answer for.
     *
     * @throws NetworkUnavailableException if it does not answer
     */
    public void requireAnswer(WalletIdentity signer) {
        try {
            contract(signer)
                    .newProposal("rules")
                    .addArguments("{}")
                    .setEndorsingOrganizations(signer.mspId())
                    .build()
                    .evaluate();
        } catch (GatewayException problem) {
            FabricProblem reading = FabricProblem.of(problem);
            if (reading.refusal().isEmpty()) {
                throw new NetworkUnavailableException(reading.text(), problem);
            }
        }
    }

    /**
     * Has a transaction endorsed that nobody will send: whether anybody can act on the ledger at this moment.
     *
     * @throws NetworkUnavailableException if the peers that must agree do not
     */
    public void requireEndorsement(WalletIdentity signer) {
        try {
            contract(signer)
                    .newProposal("ping")
                    .addArguments("{\"pingId\":\"reachable\"}")
                    .build()
                    .endorse();
        } catch (GatewayException problem) {
            FabricProblem reading = FabricProblem.of(problem);
            if (reading.refusal().isEmpty()) {
                throw new NetworkUnavailableException(reading.text(), problem);
            }
        }
    }

    /** The highest block in which a transaction of this instance is known to be. */
    public long committedHeight() {
        return committedHeight.get();
    }

    private Contract contract(WalletIdentity signer) {
        return connection.network(signer).getContract(connection.profile().chaincode());
    }

    private SubmitOutcome attempt(WalletIdentity signer, String function, String body) {
        Transaction endorsed;
        try {
            endorsed = metrics.time(function, "endorse", () -> contract(signer)
                    .newProposal(function)
                    .addArguments(body)
                    .build()
                    .endorse());
        } catch (EndorseException problem) {
            return notEndorsed(function, problem);
        } catch (GatewayException problem) {
            throw new IllegalStateException("endorsing ends in EndorseException only", problem);
        }
        String response = new String(endorsed.getResult(), StandardCharsets.UTF_8);
        return order(signer, function, endorsed, response);
    }

    SubmitOutcome notEndorsed(String function, EndorseException problem) {
        FabricProblem reading = FabricProblem.of(problem);
        if (reading.refusal().isPresent()) {
            FabricProblem.Refusal refusal = reading.refusal().get();
            return new Refused(problem.getTransactionId(), refusal.code(), refusal.detail());
        }
        if (reading.endorsersDisagree()) {
            // Two peers at different heights read different states; a lasting disagreement shows as the last outcome.
            return new Conflict(problem.getTransactionId(), "endorsers at different heights");
        }
        // Nobody refused it and nothing was sent: the peers, or their chaincode, are not all there.
        throw new NetworkUnavailableException("%s was not endorsed: %s".formatted(function, reading.text()), problem);
    }

    SubmitOutcome order(WalletIdentity signer, String function, Transaction endorsed, String response) {
        String transactionId = endorsed.getTransactionId();
        try {
            SubmittedTransaction sent = metrics.time(function, "submit", endorsed::submitAsync);
            Status status = metrics.time(function, "commit", sent::getStatus);
            return outcome(status, response);
        } catch (SubmitException | CommitStatusException problem) {
            log.warn("{} {}: outcome not known yet: {}", function, transactionId, problem.getMessage());
            return resolver.resolve(signer, transactionId)
                    .map(status -> outcome(status, response))
                    .orElseGet(() -> new Unknown(transactionId, problem.getMessage()));
        } catch (GatewayException problem) {
            throw new IllegalStateException("ordering ends in the two exceptions above only", problem);
        }
    }

    private SubmitOutcome outcome(Status status, String response) {
        String transactionId = status.getTransactionId();
        TxValidationCode code = status.getCode();
        if (status.isSuccessful()) {
            committedHeight.accumulateAndGet(status.getBlockNumber(), Math::max);
            return new Committed(transactionId, response, status.getBlockNumber());
        }
        if (code == TxValidationCode.MVCC_READ_CONFLICT || code == TxValidationCode.PHANTOM_READ_CONFLICT) {
            return new Conflict(transactionId, code.name());
        }
        return new Refused(transactionId, code.name(), "the network's validation marked the transaction invalid");
    }

    private void pause(int attempt) {
        long bound = Math.min(PAUSE_MAX_MILLIS, PAUSE_FIRST_MILLIS << attempt);
        try {
            Thread.sleep(jitter.nextLong(PAUSE_FIRST_MILLIS, bound + 1));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new NetworkUnavailableException("stopped while waiting to try again", stopping);
        }
    }
}
