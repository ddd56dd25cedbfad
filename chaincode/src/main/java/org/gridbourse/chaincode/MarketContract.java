package org.gridbourse.chaincode;

import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.gridbourse.market.ledger.MarketLedger;
import org.gridbourse.market.signature.JcaSignatureVerifier;
import org.hyperledger.fabric.contract.Context;
import org.hyperledger.fabric.contract.ContractInterface;
import org.hyperledger.fabric.contract.annotation.Contract;
import org.hyperledger.fabric.contract.annotation.Default;
import org.hyperledger.fabric.contract.annotation.Info;
import org.hyperledger.fabric.contract.annotation.License;
import org.hyperledger.fabric.contract.annotation.Transaction;

/**
 * The market as a Fabric contract. Every function takes one JSON object and answers canonical JSON; docs/chaincode.md
 * describes them all. What they do is in {@link MarketLedger}, the same for every peer and for the auditor.
 */
@Default
@Contract(
        name = MarketContract.NAME,
        info =
                @Info(
                        title = "GridBourse market",
                        description = "Peer-to-peer energy market: quotation, prepayment, delivery, settlement, credit",
                        version = "1.0.0",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")))
public final class MarketContract implements ContractInterface {
    static final String NAME = "market";

    private static final Provider PROVIDER = new BouncyCastleProvider();
    private static final MarketLedger LEDGER = new MarketLedger(new JcaSignatureVerifier(PROVIDER));

    private final StubLedger stubLedger = new StubLedger(LEDGER);

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String ping(Context context, String request) {
        return stubLedger.submit(context, "ping", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String openLedger(Context context, String request) {
        return stubLedger.submit(context, "openLedger", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String giveConsent(Context context, String request) {
        return stubLedger.submit(context, "giveConsent", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String recallConsent(Context context, String request) {
        return stubLedger.submit(context, "recallConsent", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String registerParticipant(Context context, String request) {
        return stubLedger.submit(context, "registerParticipant", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String updateParticipant(Context context, String request) {
        return stubLedger.submit(context, "updateParticipant", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String deregisterParticipant(Context context, String request) {
        return stubLedger.submit(context, "deregisterParticipant", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String registerMeter(Context context, String request) {
        return stubLedger.submit(context, "registerMeter", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String exchangeMeter(Context context, String request) {
        return stubLedger.submit(context, "exchangeMeter", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String rotateMeterKey(Context context, String request) {
        return stubLedger.submit(context, "rotateMeterKey", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String deposit(Context context, String request) {
        return stubLedger.submit(context, "deposit", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String withdraw(Context context, String request) {
        return stubLedger.submit(context, "withdraw", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String announceSession(Context context, String request) {
        return stubLedger.submit(context, "announceSession", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String advanceSession(Context context, String request) {
        return stubLedger.submit(context, "advanceSession", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String cancelSession(Context context, String request) {
        return stubLedger.submit(context, "cancelSession", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String commitOrders(Context context, String request) {
        return stubLedger.submit(context, "commitOrders", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String withdrawOrders(Context context, String request) {
        return stubLedger.submit(context, "withdrawOrders", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String revealOrders(Context context, String request) {
        return stubLedger.submit(context, "revealOrders", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String proposeClearing(Context context, String request) {
        return stubLedger.submit(context, "proposeClearing", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String proposeSchedules(Context context, String request) {
        return stubLedger.submit(context, "proposeSchedules", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String proveProposal(Context context, String request) {
        return stubLedger.submit(context, "proveProposal", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String prepay(Context context, String request) {
        return stubLedger.submit(context, "prepay", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String submitReadings(Context context, String request) {
        return stubLedger.submit(context, "submitReadings", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String declareOutage(Context context, String request) {
        return stubLedger.submit(context, "declareOutage", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String proposeRules(Context context, String request) {
        return stubLedger.submit(context, "proposeRules", request);
    }

    @Transaction(intent = Transaction.TYPE.SUBMIT)
    public String approveRules(Context context, String request) {
        return stubLedger.submit(context, "approveRules", request);
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String session(Context context, String request) {
        return stubLedger.evaluate(context, "session", request);
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String sessions(Context context, String request) {
        return stubLedger.evaluate(context, "sessions", request);
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String participant(Context context, String request) {
        return stubLedger.evaluate(context, "participant", request);
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String participants(Context context, String request) {
        return stubLedger.evaluate(context, "participants", request);
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String meters(Context context, String request) {
        return stubLedger.evaluate(context, "meters", request);
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String account(Context context, String request) {
        return stubLedger.evaluate(context, "account", request);
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String commitment(Context context, String request) {
        return stubLedger.evaluate(context, "commitment", request);
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String orders(Context context, String request) {
        return stubLedger.evaluate(context, "orders", request);
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String proposals(Context context, String request) {
        return stubLedger.evaluate(context, "proposals", request);
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String schedules(Context context, String request) {
        return stubLedger.evaluate(context, "schedules", request);
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String clearing(Context context, String request) {
        return stubLedger.evaluate(context, "clearing", request);
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String fills(Context context, String request) {
        return stubLedger.evaluate(context, "fills", request);
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String trade(Context context, String request) {
        return stubLedger.evaluate(context, "trade", request);
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String readings(Context context, String request) {
        return stubLedger.evaluate(context, "readings", request);
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String statements(Context context, String request) {
        return stubLedger.evaluate(context, "statements", request);
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String credit(Context context, String request) {
        return stubLedger.evaluate(context, "credit", request);
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String statementOfAccount(Context context, String request) {
        return stubLedger.evaluate(context, "statementOfAccount", request);
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String reconciliation(Context context, String request) {
        return stubLedger.evaluate(context, "reconciliation", request);
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String surveillance(Context context, String request) {
        return stubLedger.evaluate(context, "surveillance", request);
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String supervision(Context context, String request) {
        return stubLedger.evaluate(context, "supervision", request);
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String consents(Context context, String request) {
        return stubLedger.evaluate(context, "consents", request);
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String rules(Context context, String request) {
        return stubLedger.evaluate(context, "rules", request);
    }
}
