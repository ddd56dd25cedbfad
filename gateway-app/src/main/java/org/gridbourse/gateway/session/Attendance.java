package org.gridbourse.gateway.session;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.CommitRecord;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.PositionRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.rules.RuleSet;

/** Who is still expected to act before a phase can be left, seen from the ledger's records. */
record Attendance(LedgerView view) {

    /** The participants that are waited for. */
    Set<String> missing(PhaseRecord state) {
        String sessionId = state.sessionId();
        return switch (state.phase()) {
            case QUOTATION -> without(mayOrder(sessionId), acted(RecordType.COMMIT, sessionId));
            case REVEAL -> without(committed(sessionId), acted(RecordType.ORDERS, sessionId));
            case PREPAYMENT -> without(mustPrepay(sessionId), acted(RecordType.PREPAYMENT, sessionId));
            case DELIVERY, SETTLED -> withMissingReadings(sessionId);
            case ANNOUNCED, CLEARED, CLOSED, JOINED, CANCELLED -> Set.of();
        };
    }

    private static Set<String> without(Set<String> expected, Set<String> acted) {
        expected.removeAll(acted);
        return expected;
    }

    private Set<String> acted(RecordType<?> type, String sessionId) {
        return Set.copyOf(view.participants(type, sessionId));
    }

    private Set<String> mayOrder(String sessionId) {
        RuleSet rules = view.rules(view.session(sessionId).orElseThrow().ruleVersion());
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

    private Set<String> committed(String sessionId) {
        Map<String, CommitRecord> last = new TreeMap<>();
        view.ofSession(RecordType.COMMIT, sessionId).forEach(commit -> last.put(commit.participantId(), commit));
        last.values().removeIf(commit -> commit.sealed().isEmpty());
        return new TreeSet<>(last.keySet());
    }

    private Set<String> mustPrepay(String sessionId) {
        return view.ofSession(RecordType.POSITION, sessionId).stream()
                .filter(PositionRecord::isMatched)
                .map(PositionRecord::participantId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> withMissingReadings(String sessionId) {
        int periods = view.session(sessionId).orElseThrow().periods();
        Map<String, Set<Integer>> readPeriods = new HashMap<>();
        for (String key : view.keys(RecordType.READING, sessionId)) {
            readPeriods
                    .computeIfAbsent(RecordType.READING.participantId(key).orElseThrow(), id -> new HashSet<>())
                    .add(RecordType.READING.period(key).orElseThrow());
        }
        return activeParticipants().values().stream()
                .filter(participant -> !participant.meterIds().isEmpty())
                .map(ParticipantRecord::participantId)
                .filter(id -> readPeriods.getOrDefault(id, Set.of()).size() < periods)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
