package org.gridbourse.gateway.agent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.gridbourse.gateway.fabric.MarketContract;
import org.gridbourse.gateway.fabric.SubmitOutcome;
import org.gridbourse.gateway.fabric.SubmitOutcome.Committed;
import org.gridbourse.gateway.fabric.SubmitOutcome.Refused;
import org.gridbourse.gateway.fabric.WalletIdentity;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.TradeView;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StateRecord;
import org.gridbourse.market.request.Request;
import org.gridbourse.market.request.SubmitReadings;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.node.trading.LedgerAccess;
import org.gridbourse.node.trading.NotReadyException;

/** A node's way to the market through this instance: it reads the projection and signs with the wallet's identities. */
final class InstanceLedgerAccess implements LedgerAccess {
    private final String participantId;
    private final Signers signers;
    private final Instance instance;

    /**
     * In whose names a node acts.
     *
     * @param prosumer signs its orders
     * @param collector hands in its meter's readings
     * @param meter where its meter cannot sign: publishes what it shows, for whoever signs for it
     */
    record Signers(WalletIdentity prosumer, WalletIdentity collector, Optional<PublishedMeter> meter) {}

    /** What all nodes of the instance share. */
    record Instance(String channel, MarketContract contract, LedgerView view, TradeView trades) {}

    InstanceLedgerAccess(String participantId, Signers signers, Instance instance) {
        this.participantId = participantId;
        this.signers = signers;
        this.instance = instance;
    }

    @Override
    public String channel() {
        return instance.channel();
    }

    /** All sessions that are announced and not over. */
    List<String> sessions() {
        return instance.view().all(RecordType.PHASE).stream()
                .filter(state -> !state.phase().isOver())
                .map(PhaseRecord::sessionId)
                .toList();
    }

    @Override
    public Optional<PhaseRecord> phase(String sessionId) {
        return instance.view().phase(sessionId);
    }

    @Override
    public Optional<SessionRecord> session(String sessionId) {
        return instance.view().session(sessionId);
    }

    @Override
    public RuleSet rules(int version) {
        return instance.view().rules(version);
    }

    @Override
    public <T extends StateRecord> Optional<T> find(String key, RecordType<T> type) {
        return instance.view().find(key, type);
    }

    @Override
    public <T extends StateRecord> List<T> own(RecordType<T> type, String sessionId) {
        return instance.view().ofSession(type, sessionId, participantId);
    }

    @Override
    public long[] tradedWh(SessionRecord session) {
        return instance.trades().netWh(session, participantId).stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    @Override
    public Optional<RefusedRequest> submit(Request request) {
        SubmitOutcome outcome = instance.contract().submit(signers.prosumer(), request);
        return outcome instanceof Committed ? Optional.empty() : Optional.of(refused(request, outcome));
    }

    @Override
    public List<Optional<RefusedRequest>> handIn(SubmitReadings readings) {
        if (signers.meter().isPresent()) {
            signers.meter().get().show(readings);
            return Collections.nCopies(readings.readings().size(), Optional.empty());
        }
        SubmitOutcome outcome = instance.contract().submit(signers.collector(), readings);
        if (!(outcome instanceof Committed committed)) {
            return List.of(Optional.of(refused(readings, outcome)));
        }
        List<Optional<RefusedRequest>> verdicts =
                new ArrayList<>(Collections.nCopies(readings.readings().size(), Optional.empty()));
        for (SubmitReadings.RefusedReading each : SubmitReadings.refused(committed.response())) {
            verdicts.set(each.index(), Optional.of(new RefusedRequest(each.code(), each.detail())));
        }
        return verdicts;
    }

    private static RefusedRequest refused(Request request, SubmitOutcome outcome) {
        if (outcome instanceof Refused refused) {
            return new RefusedRequest(refused.code(), refused.detail());
        }
        throw new NotReadyException("%s ended in %s".formatted(request.function(), outcome));
    }
}
