package org.gridbourse.market.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.market.record.TradeStatus.CLEARED;
import static org.gridbourse.market.record.TradeStatus.PREPAID;
import static org.gridbourse.market.record.TradeStatus.SETTLED;
import static org.gridbourse.market.record.TradeStatus.VOID;

import java.util.EnumSet;
import java.util.List;
import org.gridbourse.market.credit.CreditCause;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.rules.BondRate;
import org.junit.jupiter.api.Test;

class TradeStatusTest {

    @Test
    void a_trade_is_void_in_every_phase_once_a_party_has_defaulted() {
        for (Phase phase : Phase.values()) {
            assertThat(TradeStatus.of(phase, true, false)).isEqualTo(VOID);
            assertThat(TradeStatus.of(phase, true, true)).isEqualTo(VOID);
        }
    }

    @Test
    void else_it_is_settled_with_its_session_and_prepaid_before_once_both_have_prepaid() {
        for (Phase phase : EnumSet.complementOf(EnumSet.of(Phase.SETTLED, Phase.CLOSED))) {
            assertThat(TradeStatus.of(phase, false, false)).isEqualTo(CLEARED);
            assertThat(TradeStatus.of(phase, false, true)).isEqualTo(PREPAID);
        }
        assertThat(TradeStatus.of(Phase.SETTLED, false, true)).isEqualTo(SETTLED);
        assertThat(TradeStatus.of(Phase.CLOSED, false, true)).isEqualTo(SETTLED);
    }

    @Test
    void a_session_followed_record_by_record_says_the_same() {
        SessionOutcome outcome = new SessionOutcome();
        outcome.add(new PhaseRecord("s", Phase.PREPAYMENT, false, java.time.Instant.EPOCH));
        outcome.add(prepaid("buyer"));
        assertThat(outcome.ofTrade("buyer", "seller")).isEqualTo(CLEARED);

        outcome.add(prepaid("seller"));
        assertThat(outcome.ofTrade("buyer", "seller")).isEqualTo(PREPAID);

        // not revealed: no trade of it was ever cleared
        outcome.add(defaulted("silent", CreditCause.NOT_REVEALED));
        outcome.add(defaulted("poor", CreditCause.PREPAYMENT_DEFAULT));
        assertThat(outcome.ofTrade("buyer", "poor")).isEqualTo(VOID);
        assertThat(outcome.ofTrade("silent", "seller")).isEqualTo(CLEARED);

        outcome.add(new PhaseRecord("s", Phase.DELIVERY, true, java.time.Instant.EPOCH));
        outcome.add(new PhaseRecord("s", Phase.SETTLED, false, java.time.Instant.EPOCH));
        assertThat(outcome.phase()).isEqualTo(Phase.SETTLED);
        assertThat(outcome.ofTrade("buyer", "seller")).isEqualTo(SETTLED);
        assertThat(outcome.ofTrade("buyer", "poor")).isEqualTo(VOID);
    }

    private static PrepaymentRecord prepaid(String participantId) {
        return new PrepaymentRecord("s", participantId, 1, new BondRate(100), List.of(), Journal.EMPTY);
    }

    private static DefaultRecord defaulted(String participantId, CreditCause cause) {
        return new DefaultRecord("s", participantId, 1, cause, Money.ZERO, List.of(), Journal.EMPTY);
    }
}
