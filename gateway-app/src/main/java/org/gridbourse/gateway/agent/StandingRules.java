package org.gridbourse.gateway.agent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.node.rule.StandingRule;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rules that owners have set, in this instance's database; who has set none follows the tariff. */
@Repository
class StandingRules {
    private final JdbcClient database;

    StandingRules(JdbcClient database) {
        this.database = database;
    }

    StandingRule of(String participantId) {
        return database.sql("select mode, buy_at_most, sell_at_least, daily_limit_nano from standing_rule"
                        + " where participant_id = ?")
                .param(participantId)
                .query(StandingRules::read)
                .optional()
                .orElseGet(StandingRule::followTariff);
    }

    void set(String participantId, StandingRule rule) {
        database.sql("delete from standing_rule where participant_id = ?")
                .param(participantId)
                .update();
        database.sql("insert into standing_rule (participant_id, mode, buy_at_most, sell_at_least, daily_limit_nano)"
                        + " values (?, ?, ?, ?, ?)")
                .params(
                        participantId,
                        rule.mode().name(),
                        rule.buyAtMost().map(UnitPrice::microPerKwh).orElse(null),
                        rule.sellAtLeast().map(UnitPrice::microPerKwh).orElse(null),
                        rule.dailyLimit().map(Money::nano).orElse(null))
                .update();
    }

    private static StandingRule read(ResultSet row, int number) throws SQLException {
        return new StandingRule(
                StandingRule.Mode.valueOf(row.getString("mode")),
                number(row, "buy_at_most").map(UnitPrice::new),
                number(row, "sell_at_least").map(UnitPrice::new),
                number(row, "daily_limit_nano").map(Money::new));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
