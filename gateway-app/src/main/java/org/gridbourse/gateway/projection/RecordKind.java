package org.gridbourse.gateway.projection;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/** The kinds of ledger records and what the parts of their keys name; part 0 is the kind itself. */
public enum RecordKind {
    PARTICIPANT("participant", 0, 1, 0),
    METER("meter", 0, 0, 0),
    ACCOUNT("account", 0, 1, 0),
    SESSION("session", 1, 0, 0),
    PHASE("phase", 1, 0, 0),
    PROGRESS("progress", 1, 0, 0),
    COMMIT("commit", 1, 2, 0),
    ORDERS("orders", 1, 2, 0),
    CLEARING("clearing", 1, 0, 2),
    FILL("fill", 1, 2, 3),
    POSITION("position", 1, 2, 0),
    PREPAYMENT("prepayment", 1, 2, 0),
    DEFAULT("default", 1, 2, 0),
    OPENING("opening", 1, 2, 0),
    READING("reading", 1, 2, 3),
    STATEMENT("statement", 1, 2, 3),
    CREDIT_EVENT("creditevent", 2, 1, 0),
    OUTAGE("outage", 1, 0, 0),
    OTHER("", 0, 0, 0);

    private final String type;
    private final int sessionPart;
    private final int participantPart;
    private final int periodPart;

    RecordKind(String type, int sessionPart, int participantPart, int periodPart) {
        this.type = type;
        this.sessionPart = sessionPart;
        this.participantPart = participantPart;
        this.periodPart = periodPart;
    }

    static RecordKind of(String key) {
        String type = key.substring(0, key.indexOf('/') < 0 ? key.length() : key.indexOf('/'));
        return Arrays.stream(values())
                .filter(kind -> kind.type.equals(type))
                .findFirst()
                .orElse(OTHER);
    }

    public Optional<String> session(String key) {
        return part(key, sessionPart);
    }

    public Optional<String> participant(String key) {
        return part(key, participantPart);
    }

    public OptionalInt period(String key) {
        return part(key, periodPart).map(Integer::parseInt).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    private static Optional<String> part(String key, int index) {
        return index == 0 ? Optional.empty() : Optional.of(key.split("/")[index]);
    }
}
