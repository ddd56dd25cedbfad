package org.gridbourse.chaincode;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.ledger.MarketLedger;
import org.gridbourse.market.state.Caller;
import org.gridbourse.market.state.Invocation;
import org.gridbourse.market.state.WorldState;
import org.gridbourse.market.transaction.Outcome;
import org.hyperledger.fabric.contract.ClientIdentity;
import org.hyperledger.fabric.contract.Context;
import org.hyperledger.fabric.shim.ChaincodeException;
import org.hyperledger.fabric.shim.ChaincodeStub;

/** Runs the market on the state that a peer offers. */
final class StubLedger {
    private static final String ROLE = "role";
    private static final String PARTICIPANT = "participant";

    private final MarketLedger ledger;

    StubLedger(MarketLedger ledger) {
        this.ledger = ledger;
    }

    /** Executes a transaction and hands its writes and its event to the peer. */
    String submit(Context context, String function, String request) {
        Outcome outcome = run(context, function, request, ledger::submit);
        ChaincodeStub stub = context.getStub();
        for (Map.Entry<String, byte[]> write : outcome.writes().entrySet()) {
            if (write.getValue().length == 0) {
                stub.delState(write.getKey());
            } else {
                stub.putState(write.getKey(), write.getValue());
            }
        }
        outcome.event().ifPresent(event -> stub.setEvent(event.name(), event.payload()));
        return outcome.response();
    }

    String evaluate(Context context, String function, String request) {
        return run(context, function, request, ledger::evaluate);
    }

    private static <T> T run(
            Context context, String function, String request, BiFunction<Invocation, WorldState, T> execution) {
        ChaincodeStub stub = context.getStub();
        Invocation invocation = new Invocation(
                stub.getChannelId(),
                function,
                request,
                caller(context.getClientIdentity()),
                stub.getTxTimestamp(),
                stub.getTxId());
        try (StubWorldState state = new StubWorldState(stub)) {
            return execution.apply(invocation, state);
        } catch (RefusedException refused) {
            throw new ChaincodeException(refused.refusal() + "|" + refused.detail());
        }
    }

    private static Caller caller(ClientIdentity identity) {
        return new Caller(
                identity.getMSPID(),
                Optional.ofNullable(identity.getAttributeValue(ROLE)),
                Optional.ofNullable(identity.getAttributeValue(PARTICIPANT)));
    }
}
