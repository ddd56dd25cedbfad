package org.gridbourse.gateway.session;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.AddingRecord;
import org.gridbourse.market.record.CommitRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.PositionRecord;
import org.gridbourse.market.record.ProgressRecord;
import org.gridbourse.market.record.ProposalRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.market.transaction.MeterDuty;

/** Who is still expected to act before a phase can be left, seen from the ledger's records. */
record Attendance(LedgerView view, SessionRecord session) {
    private static final int METER_OF_KEY = 4;

    /** The participants that are waited for; where readings are, their meters. */
    Set<String> missing(PhaseRecord state) {
        return switch (state.phase()) {
            case QUOTATION -> without(mayOrder(), acted(RecordType.COMMIT));
            case REVEAL -> without(committed(), acted(RecordType.ORDERS));
            case PREPAYMENT -> without(mustPrepay(), acted(RecordType.PREPAYMENT));
            case DELIVERY, SETTLED -> metersWithMissingReadings();
            case ANNOUNCED, CLEARED, CLOSED, JOINED, CANCELLED -> Set.of();
        };
    }

    /** The sessions of the same hours that the ledger wants to end before this one goes on. */
    Set<String> sessionsToEndFirst(PhaseRecord state) {
        boolean settles = state.phase() == Phase.DELIVERY;
        boolean opens = state.phase() == Phase.QUOTATION && session.base().isPresent();
        if (!settles && !opens) {
            return Set.of();
        }
        return view.all(RecordType.ADDING).stream()
                .filter(adding -> adding.baseSessionId().equals(session.baseSessionId()))
                .map(AddingRecord::sessionId)
                .filter(other -> !other.equals(session.sessionId()))
                .filter(other -> {
                    Phase phase = view.phase(other).orElseThrow().phase();
                    return !phase.isOver() && (settles || !phase.isBefore(Phase.REVEAL));
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Who is proposing how to clear the session, or that nobody has yet; empty where nothing is to be waited for. */
    Set<String> proposers(PhaseRecord state) {
        if (!isProposing(state)) {
            return Set.of();
        }
        List<ProposalRecord> proposals = view.ofSession(RecordType.PROPOSAL, state.sessionId());
        Set<String> open = proposals.stream()
                .filter(ProposalRecord::isOpen)
                .map(ProposalRecord::mspId)
                .collect(Collectors.toCollection(TreeSet::new));
        boolean none = open.isEmpty() && proposals.stream().noneMatch(ProposalRecord::isValid);
        return none ? Set.of("a proposal") : open;
    }

    private boolean isProposing(PhaseRecord state) {
        return state.phase() == Phase.REVEAL
                && state.closing()
                && view.find(Keys.progress(state.sessionId()), RecordType.PROGRESS)
                        .filter(progress -> progress.stage() == ProgressRecord.Stage.PROPOSE)
                        .isPresent();
    }

    private static Set<String> without(Set<String> expected, Set<String> acted) {
        expected.removeAll(acted);
        return expected;
    }

    private Set<String> acted(RecordType<?> type) {
        return Set.copyOf(view.participants(type, session.sessionId()));
    }

    private Set<String> mayOrder() {
        RuleSet rules = view.rules(session.ruleVersion());
        Set<String> active = activeParticipants().keySet();
        return view.all(RecordType.ACCOUNT).stream()
                .filter(account -> active.contains(account.participantId()))
                .filter(account -> !rules.termsAt(account.creditScore()).isSuspended())
                .filter(account ->
                        !account.hasArrears() && account.balances().wallet().isPositive())
                .map(AccountRecord::participantId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<String, ParticipantRecord> activeParticipants() {
        return view.all(RecordType.PARTICIPANT).stream()
                .filter(ParticipantRecord::active)
                .collect(Collectors.toMap(ParticipantRecord::participantId, each -> each));
    }

    private Set<String> committed() {
        Map<String, CommitRecord> last = new TreeMap<>();
        view.ofSession(RecordType.COMMIT, session.sessionId())
                .forEach(commit -> last.put(commit.participantId(), commit));
        last.values().removeIf(commit -> commit.sealed().isEmpty());
        return new TreeSet<>(last.keySet());
    }

    private Set<String> mustPrepay() {
        return view.ofSession(RecordType.POSITION, session.sessionId()).stream()
                .filter(PositionRecord::isMatched)
                .map(PositionRecord::participantId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Each meter for itself: what one has measured does not excuse another one of the same participant. */
    private Set<String> metersWithMissingReadings() {
        Map<String, BitSet> read = new HashMap<>();
        for (String key : view.keys(RecordType.READING, session.sessionId())) {
            read.computeIfAbsent(Keys.part(key, METER_OF_KEY), id -> new BitSet())
                    .set(RecordType.READING.period(key).orElseThrow());
        }
        Set<String> active = activeParticipants().keySet();
        return view.all(RecordType.METER).stream()
                .filter(meter -> active.contains(meter.participantId()))
                .filter(meter -> isMissing(meter, read.getOrDefault(meter.meterId(), new BitSet())))
                .map(MeterRecord::meterId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isMissing(MeterRecord meter, BitSet read) {
        MeterDuty duty = MeterDuty.of(meter, session);
        for (int period = 0; period < session.periods(); period++) {
            if (!read.get(period) && duty.isExpected(period)) {
                return true;
            }
        }
        return false;
    }
}
