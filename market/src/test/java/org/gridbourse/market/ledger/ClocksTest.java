package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.market.ledger.TestMarket.OPERATOR;
import static org.gridbourse.market.ledger.TestMarket.request;

import java.time.Instant;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.RecordType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ledgers with a clock and without one: a real session cannot be hurried by who leads it. */
class ClocksTest {
    private static final String S = RealMarket.S;

    @Test
    void a_ledger_on_which_the_market_has_begun_is_real_for_ever() {
        TestMarket market = new RealMarket().market;

        assertThat(market.refusal(OPERATOR, "openLedger", request().put("simulated", true)))
                .isEqualTo(Refusal.LEDGER_BEGUN);
    }

    @Test
    void sessions_of_a_simulated_ledger_say_that_they_are_and_run_at_any_time() {
        TestMarket market = new TestMarket().participant("x", 1_000, 1).announce(S, 1);

        assertThat(market.get(Keys.session(S), RecordType.SESSION).isSimulated())
                .isTrue();
        market.advance(S, Phase.ANNOUNCED).advance(S, Phase.QUOTATION).advance(S, Phase.REVEAL);
    }

    /** Each phase has a time of its own, or nobody can be sure of his. */
    @ParameterizedTest
    @CsvSource({
        "REVEAL, ''", // none at all
        "CLEARED, 2026-01-14T12:09:59Z", // nine minutes and 59 seconds to reveal
        "DELIVERY, 2026-01-14T12:19:59Z", // or to prepay
        "DELIVERY, 2026-01-15T00:00:01Z", // after the first period began
        "SETTLED, 2026-01-15T00:59:59Z", // before the last one ends
        "CLOSED, 2026-01-16T00:59:59Z", // less than a day to object
        "REVEAL, 2026-01-14T07:00:00Z" // a gate that closed before it was announced
    })
    void a_real_session_is_not_announced_without_time_for_who_acts_in_it(Phase phase, String time) {
        TestMarket market = new RealMarket().market;
        JsonObject.Builder earliest = JsonObject.builder();
        RealMarket.earliest().members().forEach((name, value) -> {
            if (!name.equals(phase.name())) {
                earliest.put(name, value);
            } else if (!time.isEmpty()) {
                earliest.put(name, time);
            }
        });

        assertThat(market.refusal(OPERATOR, "announceSession", RealMarket.announcement(earliest.build())))
                .isEqualTo(Refusal.SESSION_TIMES_INVALID);
    }

    /** REVEAL begins nine minutes late, so it ends nine minutes late. */
    @Test
    void phases_in_which_participants_act_last_their_ten_minutes_however_late_they_began() {
        RealMarket real = new RealMarket();
        real.market.submit(OPERATOR, "announceSession", RealMarket.announcement(RealMarket.earliest()));
        real.leave(Phase.ANNOUNCED, "2026-01-14T09:00:00Z");
        real.leave(Phase.QUOTATION, "2026-01-14T12:09:00Z");

        assertThat(refusedAt(real, Phase.REVEAL, "2026-01-14T12:18:58Z")).isEqualTo(Refusal.TOO_EARLY);
        real.leave(Phase.REVEAL, "2026-01-14T12:19:01Z");
    }

    @Test
    void a_session_is_not_settled_before_its_last_period_has_ended_nor_closed_within_a_day_of_that() {
        RealMarket real = new RealMarket();
        real.toDelivery();

        assertThat(refusedAt(real, Phase.DELIVERY, "2026-01-15T00:59:58Z")).isEqualTo(Refusal.TOO_EARLY);
        real.leave(Phase.DELIVERY, "2026-01-15T02:00:00Z");
        assertThat(refusedAt(real, Phase.SETTLED, "2026-01-16T01:59:58Z")).isEqualTo(Refusal.TOO_EARLY);
        while (real.market.phase(S) != Phase.CLOSED) {
            real.leave(Phase.SETTLED, "2026-01-16T02:00:03Z");
        }
    }

    private static Refusal refusedAt(RealMarket real, Phase from, String time) {
        real.market.now = Instant.parse(time);
        return real.market.refusal(OPERATOR, "advanceSession", TestMarket.advancement(S, from, 0, 100));
    }
}
