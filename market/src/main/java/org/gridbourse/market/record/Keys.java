package org.gridbourse.market.record;

import java.time.Instant;
import org.gridbourse.market.record.ConsentRecord.Consent;
import org.gridbourse.market.record.ReadingRecord.Series;

/**
 * The keys of the world state, made nowhere else. Whatever belongs to a participant in a session is {@code
 * type/session/participant/…}, so that all types list their participants in the same order.
 */
public final class Keys {
    private Keys() {}

    public static String participant(String participantId) {
        return "participant/" + participantId;
    }

    public static String owner(String ownerId) {
        return "owner/" + ownerId;
    }

    public static String meter(String meterId) {
        return "meter/" + meterId;
    }

    public static String account(String participantId) {
        return "account/" + participantId;
    }

    public static String clock() {
        return "clock/ledger";
    }

    /** A consent by who gave it. */
    public static String consent(Consent consent, String giver) {
        return consents(consent) + giver;
    }

    /** What the consents to one request have in common. */
    public static String consents(Consent consent) {
        return "consent/" + consent.participantId() + "/" + consent.function() + "/" + consent.requestId() + "/";
    }

    /** Base sessions in the order of their starts. */
    public static String span(Instant start, String sessionId) {
        return spansFrom(start) + sessionId;
    }

    /** Where the base sessions begin that start at a time or later. */
    public static String spansFrom(Instant start) {
        return "span/" + start + "/";
    }

    public static String adding(String baseSessionId, String sessionId) {
        return all("adding", baseSessionId) + sessionId;
    }

    public static String deposit(String depositId) {
        return "deposit/" + depositId;
    }

    public static String withdrawal(String withdrawalId) {
        return "withdrawal/" + withdrawalId;
    }

    public static String session(String sessionId) {
        return "session/" + sessionId;
    }

    public static String phase(String sessionId) {
        return "phase/" + sessionId;
    }

    public static String progress(String sessionId) {
        return "progress/" + sessionId;
    }

    public static String cancellation(String sessionId) {
        return "cancellation/" + sessionId;
    }

    public static String release(String sessionId, String participantId, int revision) {
        return inSession("release", sessionId, participantId) + number(revision);
    }

    public static String commit(String sessionId, String participantId, int revision) {
        return inSession("commit", sessionId, participantId) + number(revision);
    }

    public static String orders(String sessionId, String participantId, int revision) {
        return inSession("orders", sessionId, participantId) + number(revision);
    }

    public static String clearing(String sessionId, int period) {
        return "clearing/" + sessionId + "/" + number(period);
    }

    /** When proposals may be put. */
    public static String window(String sessionId) {
        return "window/" + sessionId;
    }

    public static String choice(String sessionId) {
        return "choice/" + sessionId;
    }

    public static String proposal(String sessionId, String mspId, int revision) {
        return inSession("proposal", sessionId, mspId) + number(revision);
    }

    public static String proposalChunk(String sessionId, String mspId, int revision, int chunk) {
        return proposalChunks(sessionId, mspId, revision) + number(chunk);
    }

    /** What the chunks of a proposal have in common. */
    public static String proposalChunks(String sessionId, String mspId, int revision) {
        return inSession("chunk", sessionId, mspId) + number(revision) + "/";
    }

    public static String fill(String sessionId, String participantId, int period) {
        return inSession("fill", sessionId, participantId) + number(period);
    }

    public static String position(String sessionId, String participantId, int revision) {
        return inSession("position", sessionId, participantId) + number(revision);
    }

    public static String prepayment(String sessionId, String participantId, int revision) {
        return inSession("prepayment", sessionId, participantId) + number(revision);
    }

    public static String defaulted(String sessionId, String participantId, int revision) {
        return inSession("default", sessionId, participantId) + number(revision);
    }

    /** What a participant brings into the pools of a session; such keys stand in the order of the ids. */
    public static String bring(String sessionId, String participantId) {
        return all("bring", sessionId) + participantId;
    }

    public static String pool(String sessionId) {
        return "pool/" + sessionId;
    }

    public static String fund() {
        return "fund/balance";
    }

    public static String payout(String sessionId, String participantId, String cause) {
        return inSession("payout", sessionId, participantId) + cause;
    }

    public static String compensation(String sessionId, String participantId, int revision) {
        return inSession("compensation", sessionId, participantId) + number(revision);
    }

    public static String opening(String sessionId, String participantId, String meterId) {
        return inSession("opening", sessionId, participantId) + meterId;
    }

    /** A revision of the reading of a meter at the end of a period: {@code m001} of the meter, {@code o001} of the operator. */
    static String reading(String participantId, MeterReading reading, Series series) {
        return inSession("reading", reading.sessionId(), participantId) + number(reading.period()) + "/"
                + reading.meterId() + "/" + (series == Series.METER ? "m" : "o") + number(reading.revision());
    }

    public static String statement(String sessionId, String participantId, int period, int revision) {
        return inSession("statement", sessionId, participantId) + number(period) + "/" + number(revision);
    }

    public static String creditEvent(String participantId, String sessionId, String cause) {
        return "creditevent/" + participantId + "/" + sessionId + "/" + cause;
    }

    public static String outage(String sessionId, String outageId) {
        return "outage/" + sessionId + "/" + outageId;
    }

    public static String rules(int version) {
        return "rules/" + number(version);
    }

    public static String ping(String pingId) {
        return "ping/" + pingId;
    }

    /** What the keys of a type have in common, for lists: {@code type/}. */
    public static String all(String type) {
        return type + "/";
    }

    /** What the keys of a type in a session, or of a participant, have in common: {@code type/part/}. */
    public static String all(String type, String part) {
        return type + "/" + part + "/";
    }

    /** What the keys of a type of one participant in one session have in common. */
    public static String inSession(String type, String sessionId, String participantId) {
        return type + "/" + sessionId + "/" + participantId + "/";
    }

    /** The first key after all that begin with {@code prefix}, which ends with a slash. */
    public static String after(String prefix) {
        return prefix.substring(0, prefix.length() - 1) + "0";
    }

    /** The name of the type of the record that a key stands for: its first part. */
    public static String typeOf(String key) {
        int slash = key.indexOf('/');
        return slash < 0 ? key : key.substring(0, slash);
    }

    /** The last part of a key. */
    public static String lastPart(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    /** The part of a key at an index, counted from 0. */
    public static String part(String key, int index) {
        return key.split("/", -1)[index];
    }

    public static String tradeIdPrefix(String sessionId, int period) {
        return sessionId + "-" + number(period);
    }

    public static String orderId(String sessionId, int period, String participantId) {
        return sessionId + "-" + number(period) + "-" + participantId;
    }

    /** A storage order is one for all periods; in ascending ids it stands behind the orders of periods. */
    public static String storageOrderId(String sessionId, String participantId) {
        return sessionId + "-storage-" + participantId;
    }

    private static String number(int number) {
        if (number < 0 || number > 999) {
            throw new IllegalArgumentException("number (%s) must be within 0..999".formatted(number));
        }
        return Integer.toString(1000 + number).substring(1);
    }
}
