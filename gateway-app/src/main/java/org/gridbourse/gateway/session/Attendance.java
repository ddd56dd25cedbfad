package org.gridbourse.gateway.session;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gridbourse.gateway.projection.LedgerRecord;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.RecordKind;
import org.gridbourse.gateway.projection.RecordReader;
import org.gridbourse.gateway.projection.SessionState;
import org.gridbourse.gateway.projection.SessionTerms;
import org.gridbourse.market.rules.RuleSet;

/** Who is still expected to act before a phase can be left, seen from the ledger's records. */
record Attendance(LedgerView view) {

    /** The participants that are waited for. */
    Set<String> missing(SessionState state) {
        String sessionId = state.sessionId();
        return switch (state.phase()) {
            case QUOTATION -> without(mayOrder(sessionId), acted(RecordKind.COMMIT, sessionId));
            case REVEAL -> without(committed(sessionId), acted(RecordKind.ORDERS, sessionId));
            case PREPAYMENT -> without(mustPrepay(sessionId), acted(RecordKind.PREPAYMENT, sessionId));
            case DELIVERY, SETTLED -> withMissingReadings(sessionId);
            case ANNOUNCED, CLEARED, CLOSED, CANCELLED -> Set.of();
        };
    }

    private static Set<String> without(Set<String> expected, Set<String> acted) {
        expected.removeAll(acted);
        return expected;
    }

    private Set<String> acted(RecordKind kind, String sessionId) {
        return Set.copyOf(view.participants(kind, sessionId));
    }

    private Set<String> mayOrder(String sessionId) {
        RuleSet rules = view.rules(view.terms(sessionId).orElseThrow().ruleVersion());
        Set<String> active = activeParticipants().keySet();
        return view.all(RecordKind.ACCOUNT).stream()
                .map(RecordReader::of)
                .filter(account -> active.contains(account.text("participantId")))
                .filter(account ->
                        !rules.termsAt(account.integer("creditScore")).isSuspended())
                .filter(account -> account.number("arrearsNano") == 0 && account.number("walletNano") > 0)
                .map(account -> account.text("participantId"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<String, RecordReader> activeParticipants() {
        return view.all(RecordKind.PARTICIPANT).stream()
                .map(RecordReader::of)
                .filter(participant -> participant.text("status").equals("ACTIVE"))
                .collect(Collectors.toMap(participant -> participant.text("participantId"), each -> each));
    }

    private Set<String> committed(String sessionId) {
        Map<String, String> lastStatus = new TreeMap<>();
        for (LedgerRecord commit : view.ofSession(RecordKind.COMMIT, sessionId)) {
            RecordReader reader = RecordReader.of(commit);
            lastStatus.put(reader.text("participantId"), reader.text("status"));
        }
        lastStatus.values().removeIf(status -> !status.equals("COMMITTED"));
        return new TreeSet<>(lastStatus.keySet());
    }

    private Set<String> mustPrepay(String sessionId) {
        return view.ofSession(RecordKind.POSITION, sessionId).stream()
                .map(RecordReader::of)
                .filter(position -> position.number("boughtWh") > 0 || position.number("soldWh") > 0)
                .map(position -> position.text("participantId"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> withMissingReadings(String sessionId) {
        SessionTerms terms = view.terms(sessionId).orElseThrow();
        Map<String, Set<Integer>> readPeriods = new HashMap<>();
        for (String key : view.keys(RecordKind.READING, sessionId)) {
            readPeriods
                    .computeIfAbsent(RecordKind.READING.participant(key).orElseThrow(), id -> new HashSet<>())
                    .add(RecordKind.READING.period(key).orElseThrow());
        }
        return activeParticipants().values().stream()
                .filter(participant -> !participant.texts("meterIds").isEmpty())
                .map(participant -> participant.text("participantId"))
                .filter(id -> readPeriods.getOrDefault(id, Set.of()).size() < terms.periods())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
