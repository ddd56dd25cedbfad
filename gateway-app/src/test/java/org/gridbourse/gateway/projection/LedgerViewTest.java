package org.gridbourse.gateway.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.rules.CreditClass;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

class LedgerViewTest {
    /** Version 2: who has 550 points is of class B already. */
    private static final String SECOND_VERSION = """
            {"approvedBy":"NorthMSP","firstSessionId":"s-2","parameters":{"classes":[\
            {"lowestScore":800,"ratePercent":50,"volumePercent":100},\
            {"lowestScore":550,"ratePercent":100,"volumePercent":100},\
            {"lowestScore":400,"ratePercent":150,"volumePercent":60},\
            {"lowestScore":200,"ratePercent":200,"volumePercent":30},\
            {"lowestScore":0,"ratePercent":200,"volumePercent":0}],\
            "estimated":50,"gain":20,"notRevealed":100,"penalty":200,"prepaymentDefault":150,"startScore":600,\
            "tolerancePercent":10,"wayBackHours":72,"wayBackScore":200},"proposedBy":"GridMSP","ruleVersion":2,"status":"APPROVED"}""";

    private static final String SESSION = """
            {"announcedUtc":"2026-01-14T08:00:00Z","currency":"CNY","earliest":{},"periodMinutes":60,"periodStarts":["2026-01-15T00:00:00Z"],"ruleVersion":2,\
            "sessionId":"s-2","simulated":false,"startUtc":"2026-01-15T00:00:00Z","tariffs":[\
            {"feedInMicroPerKwh":1,"gridFeeMicroPerKwh":0,"retailMicroPerKwh":2}]}""";

    private final LedgerView view = new LedgerView(database());

    private static JdbcTemplate database() {
        DriverManagerDataSource source =
                new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        new ResourceDatabasePopulator(new ClassPathResource("db/migration/V1__ledger_and_agents.sql")).execute(source);
        return new JdbcTemplate(source);
    }

    private void committed(String key, String value) {
        view.apply(new LedgerEvent(
                1,
                UUID.randomUUID().toString(),
                "Written",
                List.of(new LedgerRecord(key, (JsonObject) Json.parse(value))),
                Instant.EPOCH));
    }

    @Test
    void the_rules_in_force_are_those_of_the_last_approved_version_whose_first_session_is_announced() {
        // given a ledger without rules of its own
        assertThat(view.rulesInForce().classOf(550)).isEqualTo(CreditClass.C);

        // when a second version is approved, nothing changes until its first session is announced
        committed("rules/002", SECOND_VERSION);
        assertThat(view.rulesInForce().classOf(550)).isEqualTo(CreditClass.C);
        committed("session/s-2", SESSION);

        // then it is in force, and old sessions keep their own
        assertThat(view.rulesInForce().classOf(550)).isEqualTo(CreditClass.B);
        assertThat(view.rules(2).classOf(550)).isEqualTo(CreditClass.B);
        assertThat(view.rules(1).classOf(550)).isEqualTo(CreditClass.C);
        assertThatThrownBy(() -> view.rules(3)).isInstanceOf(RefusedException.class);
    }
}
