package org.gridbourse.cli.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gridbourse.cli.Gridbourse;
import org.gridbourse.market.json.JsonArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClearCommandTest {
    private static final String BOOK = """
            {"period": "2026-01-15T10:00Z", "ruleVersion": 1,
             "tariff": {"retailMicroPerKwh": 830000, "feedInMicroPerKwh": 650000, "gridFeeMicroPerKwh": 0},
             "orders": [
              {"orderId": "o-1", "participantId": "north-1", "side": "BUY",
               "steps": [{"quantityWh": 1000, "limitPriceMicroPerKwh": 700000},
                         {"quantityWh": 500, "limitPriceMicroPerKwh": 660000}]},
              {"orderId": "o-2", "participantId": "south-2", "side": "SELL",
               "steps": [{"quantityWh": 1500, "limitPriceMicroPerKwh": 651000}]},
              {"orderId": "o-3", "participantId": "south-3", "side": "SELL",
               "steps": [{"quantityWh": 20, "limitPriceMicroPerKwh": 655000}]}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void the_example_of_the_interfaces_clears_1500_Wh_at_653000() throws IOException {
        Run run = clear(BOOK, "--json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.errors()).isEmpty();
        assertThat(run.member("volumeWh")).isEqualTo("1500");
        assertThat(run.member("clearingPriceMicroPerKwh")).isEqualTo("653000");
        assertThat(run.member("equilibriumIntervalMicroPerKwh")).isEqualTo("{\"high\":655000,\"low\":651000}");
        assertThat(run.member("fills")).isEqualTo("""
                        [{"filledWh":1500,"orderId":"o-1","participantId":"north-1","side":"BUY","unmatchedWh":0},\
                        {"filledWh":1500,"orderId":"o-2","participantId":"south-2","side":"SELL","unmatchedWh":0},\
                        {"filledWh":0,"orderId":"o-3","participantId":"south-3","side":"SELL","unmatchedWh":20}]""");
        assertThat(run.member("trades")).isEqualTo("""
                        [{"buyer":"north-1","priceMicroPerKwh":653000,"quantityWh":1500,"seller":"south-2",\
                        "tradeId":"2026-01-15T10:00Z-00001"}]""");
        assertThat(run.member("gridPart")).isEqualTo("""
                        [{"participantId":"south-3","priceMicroPerKwh":650000,"quantityWh":20,"side":"SELL"}]""");
        assertThat(run.member("period")).isEqualTo("\"2026-01-15T10:00Z\"");
        assertThat(run.member("ruleVersion")).isEqualTo("1");
    }

    @Test
    void without_a_trade_price_and_interval_are_null_and_unmatched_bids_meet_the_grid_at_retail() throws IOException {
        Run run = clear(BOOK.replace("SELL", "BUY"), "--json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.member("volumeWh")).isEqualTo("0");
        assertThat(run.member("clearingPriceMicroPerKwh")).isEqualTo("null");
        assertThat(run.member("equilibriumIntervalMicroPerKwh")).isEqualTo("null");
        assertThat(run.member("trades")).isEqualTo("[]");
        assertThat(run.member("gridPart")).contains("\"priceMicroPerKwh\":830000,\"quantityWh\":1500");
    }

    @Test
    void without_a_tariff_there_is_no_grid_part_and_prices_go_up_to_1000000000() throws IOException {
        String book = BOOK.replaceAll("\"tariff\": \\{[^}]*},", "").replace("700000", "1000000000");
        assertThat(clear(book, "--json").member("gridPart")).isEqualTo("[]");
        assertThat(clear(book.replace("1000000000", "1000000001"), "--json").out())
                .contains("PRICE_OUT_OF_RANGE");
    }

    @Test
    void an_empty_book_clears_to_nothing() throws IOException {
        Run run = clear("{\"period\":\"p\",\"ruleVersion\":1,\"orders\":[]}", "--json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.member("fills")).isEqualTo("[]");
    }

    @Test
    void an_array_of_books_is_answered_in_order_with_refused_ones_in_their_place() throws IOException {
        Run run = clear("[" + BOOK + "," + BOOK.replace("o-2", "o-1") + "," + BOOK + "]", "--json");

        assertThat(run.exitCode()).isEqualTo(1);
        JsonArray answers = (JsonArray) run.json();
        assertThat(answers.elements()).hasSize(3);
        assertThat(answers.elements().get(1))
                .hasToString(
                        "{\"refused\":{\"code\":\"DUPLICATE_ORDER_ID\",\"detail\":\"order id 'o-1' appears twice\"}}");
        assertThat(answers.elements().get(2)).isEqualTo(answers.elements().get(0));
        assertThat(clear("[]", "--json").out()).isEqualTo("[]" + System.lineSeparator());
    }

    @ParameterizedTest(name = "{0} for {1} is refused with {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"participantId\": \"south-3\" | \"participantId\": \"south-2\" | MORE_THAN_ONE_ORDER",
                "\"orderId\": \"o-3\" | \"orderId\": \"o-2\" | DUPLICATE_ORDER_ID",
                "\"side\": \"BUY\" | \"side\": \"buy\" | SIDE_UNKNOWN",
                "\"side\": \"BUY\", | '' | SIDE_UNKNOWN",
                "\"side\": \"BUY\" | \"side\": null | SIDE_UNKNOWN",
                "\"quantityWh\": 500 | \"quantityWh\": 0 | QUANTITY_OUT_OF_RANGE",
                "\"quantityWh\": 500 | \"quantityWh\": -1 | QUANTITY_OUT_OF_RANGE",
                "\"quantityWh\": 500 | \"quantityWh\": 9223372036854775807 | AMOUNT_OUT_OF_RANGE",
                "700000 | 830001 | PRICE_OUT_OF_RANGE",
                "651000 | 649999 | PRICE_OUT_OF_RANGE",
                "660000 | 700000 | STEPS_NOT_STRICTLY_BETTER_FIRST",
                "\"gridFeeMicroPerKwh\": 0 | \"gridFeeMicroPerKwh\": 180001 | NO_ORDERS_IN_PERIOD",
                "\"feedInMicroPerKwh\": 650000 | \"feedInMicroPerKwh\": 830001 | TARIFF_OUT_OF_RANGE",
                "\"retailMicroPerKwh\": 830000 | \"retailMicroPerKwh\": 9000000001 | TARIFF_OUT_OF_RANGE",
                "\"retailMicroPerKwh\": 830000 | \"retailMicroPerKwh\": -1 | TARIFF_OUT_OF_RANGE",
                "\"ruleVersion\": 1 | \"ruleVersion\": 2 | RULE_VERSION_UNKNOWN"
            })
    void a_book_that_breaks_a_rule_ends_with_1_and_one_code(String right, String wrong, String code)
            throws IOException {
        Run run = clear(BOOK.replace(right, wrong), "--json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.member("refused")).startsWith("{\"code\":\"" + code + "\",\"detail\":");
    }

    @Test
    void no_step_and_eleven_steps_are_refused() throws IOException {
        String eleven = IntStream.range(0, 11)
                .mapToObj(i -> "{\"quantityWh\": 1, \"limitPriceMicroPerKwh\": " + (700_000 - i) + "}")
                .collect(Collectors.joining(","));
        String form = "{\"period\":\"p\",\"ruleVersion\":1,\"orders\":"
                + "[{\"orderId\":\"o\",\"participantId\":\"p\",\"side\":\"BUY\",\"steps\":[%s]}]}";

        assertThat(clear(form.formatted(eleven), "--json").out()).contains("STEP_COUNT_OUT_OF_RANGE");
        assertThat(clear(form.formatted(""), "--json").out()).contains("STEP_COUNT_OUT_OF_RANGE");
    }

    @ParameterizedTest(name = "{0} for {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1500 | 1500.0 | input.json:8: $.orders[1].steps[0].quantityWh: | allowed: an integer in 1..",
                "1500 | 15e2 | $.orders[1].steps[0].quantityWh: | allowed: an integer in 1..",
                "1500 | \"1500\" | must be an integer, is a text | allowed: an integer in 1..",
                "1500 | 9223372036854775808 | must be an integer in | allowed: an integer in 1..",
                "1500 | null | must be an integer, is null | allowed: an integer in 1..",
                "\"orderId\": \"o-2\", | '' | $.orders[1].orderId: the key is missing | allowed: a text",
                "\"period\": \"2026-01-15T10:00Z\", | '' | $.period: the key is missing | allowed: a text",
                "\"ruleVersion\": 1, | '' | $.ruleVersion: the key is missing | allowed: the integer 1",
                "\"feedInMicroPerKwh\": 650000, | '' | $.tariff.feedInMicroPerKwh: | allowed: an integer in -9",
                "\"side\": \"BUY\" | \"side\": 1 | $.orders[0].side: must be a text | allowed: \"BUY\" or \"SELL\"",
                "\"orderId\": \"o-2\" | \"orderId\": 2 | $.orders[1].orderId: must be a text | allowed: a text",
                "\"orderId\": \"o-2\" | \"orderId\": \"a\", \"orderId\": \"b\" | the key is given twice | a text",
                "\"orders\" | \"order\" | $.orders: the key is missing | allowed: an array of objects",
            })
    void what_cannot_be_read_ends_with_2_and_names_file_line_field_and_allowed_values(
            String right, String wrong, String problem, String allowed) throws IOException {
        Run run = clear(BOOK.replace(right, wrong), "--json");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errors()).contains("input.json:", problem, allowed).hasLineCount(1);
    }

    @Test
    void a_type_error_behind_a_broken_rule_still_ends_with_2() throws IOException {
        assertThat(clear(BOOK.replace("\"o-2\"", "\"o-1\"").replace(": 20,", ": \"20\","), "--json")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void an_empty_file_and_a_missing_one_end_with_2() throws IOException {
        assertThat(clear("", "--json").exitCode()).isEqualTo(2);
        assertThat(clear("[1]", "--json").exitCode()).isEqualTo(2);
        assertThat(clear("7", "--json").exitCode()).isEqualTo(2);
        assertThat(clear("\"x\"", "--json").exitCode()).isEqualTo(2);
        assertThat(clear("null", "--json").exitCode()).isEqualTo(2);
        assertThat(Gridbourse.run(
                        "clear", "--book", folder.resolve("missing.json").toString()))
                .isEqualTo(2);
    }

    @Test
    void unknown_keys_are_ignored_aloud() throws IOException {
        Run run = clear(BOOK.replace("{\"orderId\": \"o-2\",", "{\"orderId\": \"o-2\", \"comment\": \"x\","), "--json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.errors()).contains("$.orders[1].comment: unknown key; ignored");
        assertThat(run.out()).isEqualTo(clear(BOOK, "--json").out());
    }

    @Test
    void people_get_sentences_with_decimals() throws IOException {
        Run run = clear(BOOK);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("1.500 kWh at 0.653000 per kWh (equilibrium 0.651000 to 0.655000)")
                .contains("north-1 buys 1.500 kWh from south-2")
                .contains("with the grid: south-3 sells 0.020 kWh at 0.650000 per kWh");
        assertThat(clear(BOOK.replace("o-2", "o-1")).out()).startsWith("Refused: DUPLICATE_ORDER_ID");
    }

    @Test
    void ids_beyond_ascii_come_back_as_they_were() throws IOException {
        assertThat(clear(BOOK.replace("o-2", "ö-\uD83D\uDD0C"), "--json").out()).contains("\"ö-\uD83D\uDD0C\"");
    }

    @Test
    void a_book_of_20_000_orders_clears() throws IOException {
        String orders = IntStream.range(0, 20_000)
                .mapToObj(i -> """
                        {"orderId":"o%s","participantId":"p%s","side":"%s","steps":[{"quantityWh":%s,\
                        "limitPriceMicroPerKwh":%s}]}""".formatted(i, i, i % 2 == 0 ? "BUY" : "SELL", 1 + i % 97, (i * 7919L) % 1_000_000))
                .collect(Collectors.joining(","));

        Run run = clear("{\"period\":\"p\",\"ruleVersion\":1,\"orders\":[" + orders + "]}", "--json");

        assertThat(run.exitCode()).isZero();
        assertThat(((JsonArray) run.object().get("fills").orElseThrow()).elements())
                .hasSize(20_000);
    }

    private Run clear(String book, String... more) throws IOException {
        return Run.of(folder, "clear", "--book", book, more);
    }
}
