package org.gridbourse.market;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why the market refuses a request: one stable code and one stable number per reason.
 *
 * <p>Codes and numbers are part of the interface. They are never reused and never change their meaning; new ones are
 * added. {@code docs/refusals.md} explains each of them and is compared with this list by a test.
 */
public enum Refusal {
    // 1xx: quantities, prices and order books
    AMOUNT_OUT_OF_RANGE(101),
    NO_ORDERS_IN_PERIOD(102),
    DUPLICATE_ORDER_ID(103),
    MORE_THAN_ONE_ORDER(104),
    SIDE_UNKNOWN(105),
    STEP_COUNT_OUT_OF_RANGE(106),
    QUANTITY_OUT_OF_RANGE(107),
    PRICE_OUT_OF_RANGE(108),
    STEPS_NOT_STRICTLY_BETTER_FIRST(109),
    TARIFF_OUT_OF_RANGE(110),
    RULE_VERSION_UNKNOWN(111),
    DECLARED_MAXIMUM_EXCEEDED(112),
    CLASS_LIMIT_EXCEEDED(113),
    SUSPENDED(114),
    HAS_ARREARS(115),
    CLEARING_CHECK_FAILED(116),
    EXCHANGE_LIMIT_EXCEEDED(117),

    // 2xx: delivery
    REGISTER_FALLS(201),
    SEQUENCE_DOES_NOT_RISE(202),
    READING_IMPLAUSIBLE(203),
    READING_TIME_WRONG(204),
    READING_TOO_EARLY(205),
    CLOSING_REGISTER_OPEN(206),

    // 3xx: settlement cases
    TRADE_INVALID(301),
    ACCOUNT_INVALID(302),
    METER_INVALID(303),
    SESSION_LENGTH_OUT_OF_RANGE(304),

    // 4xx: requests and callers
    REQUEST_INVALID(401),
    FUNCTION_UNKNOWN(402),
    NOT_AUTHORISED(403),
    NOT_YOUR_PARTICIPANT(404),
    CONFLICTING_DUPLICATE(405),
    REVISION_OUT_OF_ORDER(406),
    RECORD_UNKNOWN(407),
    QUERY_TOO_LARGE(408),
    CONSENT_NEEDED(411),
    CONSENT_USED(412),
    CONSENT_EXPIRED(413),
    LEDGER_BEGUN(421),

    // 5xx: participants, meters and accounts
    PARTICIPANT_UNKNOWN(501),
    PARTICIPANT_NOT_ACTIVE(502),
    OWNER_ALREADY_REGISTERED(503),
    OPEN_OBLIGATIONS(504),
    METER_UNKNOWN(511),
    METER_NOT_ACTIVE(512),
    METER_KEY_INVALID(513),
    INSUFFICIENT_FUNDS(521),
    WITHDRAWAL_HELD(522),

    // 6xx: sessions
    SESSION_UNKNOWN(601),
    WRONG_PHASE(602),
    TOO_EARLY(603),
    STEP_OUT_OF_ORDER(604),
    SESSION_TIMES_INVALID(605),
    SESSIONS_OVERLAP(606),
    BASE_SESSION_INVALID(607),
    ADDING_SESSION_OPEN(608),
    COMMITMENT_UNKNOWN(611),
    COMMITMENT_HASH_MISMATCH(612),
    NOTHING_TO_PREPAY(621),
    PERIOD_UNKNOWN(631),
    SIGNATURE_INVALID(632),
    REGISTER_FROZEN(633),

    // 7xx: rule versions
    RULES_INVALID(701),
    SECOND_ORGANISATION_NEEDED(702),

    // 8xx: storage orders and proposals
    STORAGE_ORDER_INVALID(801),
    STORAGE_LIMIT_EXCEEDED(802),
    STORAGE_END_OUT_OF_REACH(803),
    PROPOSAL_INCOMPLETE(811),
    PROPOSAL_PRICE_OUT_OF_BAND(812),
    PROPOSAL_NOT_FEASIBLE(813),
    PROPOSAL_VALUE_NEGATIVE(814),
    PROPOSAL_GAP_TOO_LARGE(815),
    PROPOSAL_NOT_BALANCED(816),
    PROPOSAL_NOT_BETTER(817),
    PROPOSAL_NOT_OPEN(818),
    PROPOSAL_CHUNK_MISMATCH(819),
    PROPOSAL_SCORE_WRONG(820);

    private final int number;

    Refusal(int number) {
        this.number = number;
    }

    /** The refusal of a code, empty where the market has none of that name. */
    public static Optional<Refusal> named(String code) {
        return Arrays.stream(values())
                .filter(refusal -> refusal.name().equals(code))
                .findFirst();
    }

    /** The stable number of this code. */
    public int number() {
        return number;
    }
}
