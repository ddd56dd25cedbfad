package org.gridbourse.cli.prosumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.gridbourse.cli.rest.Row;
import org.gridbourse.cli.rest.SessionTerms;
import org.gridbourse.market.json.Json;
import org.junit.jupiter.api.Test;

class ProsumerAnswersTest {
    private static final SessionTerms TERMS = new SessionTerms(Instant.parse("2026-06-15T06:00:00Z"), 15, "EUR");

    @Test
    void trades_have_times_and_kWh_and_void_ones_are_counted_apart() {
        List<Row> trades = rows("""
                [{"tradeId": "s-004-00001", "period": 4, "buyer": "b", "seller": "a", "quantityWh": 1250, "price": "0.31", "status": "SETTLED"},
                 {"tradeId": "s-005-00001", "period": 5, "buyer": "c", "seller": "a", "quantityWh": 2000500, "price": "0.305", "status": "VOID"}]""");

        assertThat(ProsumerAnswers.trades(trades, TERMS)).isEqualTo("""
                2 trades: 2\u2009001.8 kWh agreed, of them 2\u2009000.5 kWh void
                period  UTC    seller  buyer        kWh  EUR/kWh  status   trade
                     4  07:00  a       b          1.250     0.31  SETTLED  s-004-00001
                     5  07:15  a       c      2\u2009000.500    0.305  VOID     s-005-00001
                """);
    }

    @Test
    void of_two_revisions_of_a_statement_the_last_counts() {
        List<Row> statements = rows("""
                [{"participantId": "a", "period": 0, "revision": 2, "side": "SELL", "contractedWh": 1000, "deliveredWh": 900, "shortWh": 100, "net": "0.25", "quality": "MEASURED"},
                 {"participantId": "a", "period": 0, "revision": 1, "side": "SELL", "contractedWh": 1000, "deliveredWh": 0, "shortWh": 1000, "net": "-0.1", "quality": "ESTIMATED"}]""");

        assertThat(ProsumerAnswers.statements(statements, TERMS)).isEqualTo("""
                1 statement in force
                period  UTC    participant  side  contract kWh  delivered  short  net EUR  quality
                     0  06:00  a            sell         1.000      0.900  0.100     0.25  measured
                """);
    }

    @Test
    void no_order_and_no_change_of_credit_are_said_in_words() {
        assertThat(ProsumerAnswers.orders(List.of(), TERMS)).isEqualTo("0 orders with 0 steps, revealed\n");
        assertThat(ProsumerAnswers.credit(List.of())).isEqualTo("The score has not changed yet.\n");
    }

    private static List<Row> rows(String json) {
        return Row.all(Json.parse(json));
    }
}
