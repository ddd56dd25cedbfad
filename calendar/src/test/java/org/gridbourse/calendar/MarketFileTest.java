package org.gridbourse.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import org.gridbourse.optimizer.InputRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketFileTest {
    @TempDir
    private Path folder;

    @Test
    void the_example_is_read_and_holds_four_sessions_a_day() {
        Market market =
                MarketFile.read(Path.of(System.getProperty("gridbourse.root")).resolve("examples/market"));

        assertThat(market.organisations())
                .extracting(Market.Gateway::organisation)
                .containsExactly("Grid", "North", "South");
        assertThat(market.calendar().sessionsOf(LocalDate.parse("2026-12-05"))).hasSize(4);
        assertThat(market.calendar().sessionsOf(LocalDate.parse("2027-12-05"))).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            timeZone: Europe/Berlin | timeZone: Europe/Bonn      | timeZone
            currency: EUR           | currency: euro             | currency
            name: kiez              | nome: kiez                 | nome
            periodMinutes: 15       | periodMinutes: 7           | periodMinutes
            periodMinutes: 15       | periodMinutes: 120         | periodMinutes
            "D-1 12:00"             | "D-1 12 o'clock"           | reveal
            "D-1 12:00"             | "D-40 12:00"               | reveal
            "D-1 12:15"             | "D-1 12:05"                | cleared
            "D-1 13:00"             | "D-1 12:35"                | delivery
            "D-1 13:00"             | "D 00:15"                  | delivery
            "D+1 02:00"             | "D 23:00"                  | settled
            "D+2 02:00"             | "D+2 01:00"                | closed
            "D-1 18:00"             | "D-1 11:00"                | fallback
            "D-1 18:00"             | "D 06:00"                  | fallback
            "02:00", "02:30"        | "02:00", "02:10"           | starts
            "02:00", "02:30"        | "02:30", "02:00"           | starts
            reveal: 30,             | reveal: 55,                | reveal
            reveal: 30,             | reveal: 25,                | cleared
            prepayment: 20, joined: 10 | prepayment: 15, joined: 10 | joined
            feedIn: 0.07            | feedIn: 0.26               | feedIn
            retail: 0.25            | retail: 0.2500001          | retail
            until: "2026-12-31"     | until: "2026-06-30"        | until
            until: "2026-12-31"     | until: "31.12.2026"        | until
            from: "06:00"           | from: "6 am"               | from
            """)
    void a_mistake_is_refused_with_line_and_key(String right, String wrong, String key) {
        assertThat(Berlin.YAML).contains(right);
        assertThatThrownBy(() -> Berlin.market(folder, Berlin.YAML.replace(right, wrong)))
                .isInstanceOf(InputRefusedException.class)
                .hasMessageContaining("market.yaml:")
                .hasMessageContaining(key)
                .hasMessageContaining("allowed");
    }

    @Test
    void an_hour_is_no_period_where_the_clock_is_changed_by_half_an_hour() {
        String yaml = Berlin.YAML
                .replace("Europe/Berlin", "Australia/Lord_Howe")
                .replace("starts: [\"02:00\", \"02:30\", \"12:00\"]", "starts: [\"02:00\", \"12:00\"]")
                .replace("periodMinutes: 15", "periodMinutes: 60");
        assertThatThrownBy(() -> Berlin.market(folder, yaml)).hasMessageContaining("changed by 30 minutes");
    }

    @Test
    void sessions_that_open_before_their_base_session_is_traded_are_refused() {
        String yaml = Berlin.YAML.replace("quotation: 40", "quotation: 900");
        assertThatThrownBy(() -> Berlin.market(folder, yaml)).hasMessageContaining("is traded");
    }
}
