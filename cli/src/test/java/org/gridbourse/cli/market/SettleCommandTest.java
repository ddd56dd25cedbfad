package org.gridbourse.cli.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.gridbourse.market.json.JsonArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettleCommandTest {
    private static final String CASE = """
            {"ruleVersion": 1,
             "tariff": {"retailMicroPerKwh": 830000, "feedInMicroPerKwh": 650000, "gridFeeMicroPerKwh": 10000},
             "trades": [{"tradeId": "t-1", "buyer": "b", "seller": "s", "quantityWh": 1000, "priceMicroPerKwh": 700000}],
             "accounts": [
              {"participantId": "s", "walletNano": 0, "bondNano": 130000000, "creditScore": 600, "tieLineWh": 5000},
              {"participantId": "b", "walletNano": 0, "bondNano": 0, "creditScore": 600}],
             "meters": [{"participantId": "s", "importWh": 0, "exportWh": 800},
                        {"participantId": "b", "importWh": 1000, "exportWh": 0}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void the_example_of_the_interfaces_settles_as_printed() throws IOException {
        Run run = settle(CASE, "--json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.member("statements")).isEqualTo("""
                        [{"arrearsNano":0,"contractedWh":1000,"creditAfter":590,"creditBefore":600,"deliveredWh":800,\
                        "meteredWh":800,"netNano":536000000,"overWh":0,"participantId":"s","pooledBoughtWh":0,\
                        "pooledSoldWh":0,"shortWh":200,"side":"SELL"},\
                        {"arrearsNano":0,"contractedWh":1000,"creditAfter":620,"creditBefore":600,"deliveredWh":1000,\
                        "meteredWh":1000,"netNano":-710000000,"overWh":0,"participantId":"b","pooledBoughtWh":0,\
                        "pooledSoldWh":0,"shortWh":0,"side":"BUY"}]""");
        assertThat(run.member("fundNano")).isEqualTo("0");
        assertThat(run.member("grid")).isEqualTo("{\"boughtWh\":0,\"netNano\":174000000,\"soldWh\":200}");
        assertThat(run.member("sumNano")).isEqualTo("0");
        assertThat(run.member("postings")).contains("""
                        {"account":"wallet:s","amountNano":560000000,"reason":"DELIVERED","tradeId":"t-1"}""");
    }

    @Test
    void arrears_are_zero_or_negative_as_the_account_that_they_are() throws IOException {
        Run run = settle(
                CASE.replace("\"bondNano\": 130000000", "\"bondNano\": 0").replace("800", "0"), "--json");

        // 1 000 x 120 000 with neither bond nor wallet
        assertThat(run.member("statements")).contains("\"arrearsNano\":-120000000");
        assertThat(run.member("postings")).contains("{\"account\":\"arrears:s\",\"amountNano\":-120000000");
        assertThat(run.member("sumNano")).isEqualTo("0");
    }

    @Test
    void several_meters_of_a_participant_are_netted_and_whoever_has_no_trade_has_no_side() throws IOException {
        Run run = settle(
                CASE.replace("\"trades\": [{", "\"trades\": [], \"unused\": [{")
                        .replace(
                                "{\"participantId\": \"b\", \"importWh\": 1000",
                                "{\"participantId\": \"s\", \"importWh\": 1000"),
                "--json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.member("statements"))
                .contains("\"meteredWh\":-200,\"netNano\":-166000000,\"overWh\":0,\"participantId\":\"s\"")
                .contains("\"side\":null");
    }

    @Test
    void deviations_meet_first_and_the_fund_gets_what_a_broken_promise_costs_more() throws IOException {
        // 200 Wh missing of the contract meet 150 Wh that x has over, at 700 000 + ceil(170 000 / 4)
        String third = "{\"participantId\": \"x\", \"walletNano\": 0, \"bondNano\": 0, \"creditScore\": 600}";
        String meter = "{\"participantId\": \"x\", \"importWh\": 0, \"exportWh\": 150}";
        Run run = settle(
                CASE.replace("600}]", "600}, " + third + "]")
                        .replace("\"exportWh\": 0}]", "\"exportWh\": 0}, " + meter + "]"),
                "--json");

        assertThat(run.member("statements"))
                .contains("\"netNano\":547625000", "\"pooledBoughtWh\":150,\"pooledSoldWh\":0,\"shortWh\":200")
                .contains("\"netNano\":105000000", "\"pooledBoughtWh\":0,\"pooledSoldWh\":150");
        // 150 x 42 500
        assertThat(run.member("fundNano")).isEqualTo("6375000");
        assertThat(run.member("grid")).isEqualTo("{\"boughtWh\":0,\"netNano\":51000000,\"soldWh\":50}");
        assertThat(run.member("sumNano")).isEqualTo("0");
    }

    @Test
    void an_empty_wallet_takes_nothing_beyond_its_contract_from_peers() throws IOException {
        String book = CASE.replace("\"exportWh\": 800", "\"exportWh\": 1100")
                .replace("\"importWh\": 1000", "\"importWh\": 1100");

        assertThat(settle(book, "--json").member("statements"))
                .contains("\"pooledBoughtWh\":0")
                .doesNotContain("\"pooledBoughtWh\":1");
        // 83 000 000 cover 100 Wh at retail, 82 999 999 one less
        assertThat(settle(book.replace("\"b\", \"walletNano\": 0", "\"b\", \"walletNano\": 83000000"), "--json")
                        .member("statements"))
                .contains("\"pooledBoughtWh\":100");
        assertThat(settle(book.replace("\"b\", \"walletNano\": 0", "\"b\", \"walletNano\": 82999999"), "--json")
                        .member("statements"))
                .contains("\"pooledBoughtWh\":99");
    }

    @Test
    void hours_scale_credit_up_to_a_day() throws IOException {
        assertThat(settle(CASE.replace("{\"ruleVersion\"", "{\"hours\": 6, \"ruleVersion\""), "--json")
                        .member("statements"))
                // 600 - 2.5 and 600 + 5
                .contains("\"creditAfter\":597", "\"creditAfter\":605");
        assertThat(settle(CASE.replace("{\"ruleVersion\"", "{\"hours\": 48, \"ruleVersion\""), "--json")
                        .member("statements"))
                .contains("\"creditAfter\":590", "\"creditAfter\":620");
    }

    @Test
    void an_array_of_cases_is_answered_in_order() throws IOException {
        Run run = settle("[" + CASE.replace("700000", "820001") + "," + CASE + "]", "--json");

        assertThat(run.exitCode()).isEqualTo(1);
        JsonArray answers = (JsonArray) run.json();
        assertThat(answers.elements().get(0).toString()).contains("\"code\":\"PRICE_OUT_OF_RANGE\"");
        assertThat(answers.elements().get(1).toString()).contains("\"sumNano\":0");
    }

    @ParameterizedTest(name = "{0} for {1} is refused with {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"quantityWh\": 1000 | \"quantityWh\": 0 | QUANTITY_OUT_OF_RANGE",
                "700000 | -1 | PRICE_OUT_OF_RANGE",
                "700000 | 649999 | PRICE_OUT_OF_RANGE",
                "\"seller\": \"s\" | \"seller\": \"b\" | TRADE_INVALID",
                "\"seller\": \"s\" | \"seller\": \"unknown\" | ACCOUNT_INVALID",
                "\"walletNano\": 0, \"bondNano\": 0 | \"walletNano\": -1, \"bondNano\": 0 | ACCOUNT_INVALID",
                "\"bondNano\": 0 | \"bondNano\": -1 | ACCOUNT_INVALID",
                "\"creditScore\": 600} | \"creditScore\": 1001} | ACCOUNT_INVALID",
                "\"creditScore\": 600} | \"creditScore\": 4294967296} | ACCOUNT_INVALID",
                "\"creditScore\": 600} | \"creditScore\": -1} | ACCOUNT_INVALID",
                "\"tieLineWh\": 5000 | \"tieLineWh\": -5 | ACCOUNT_INVALID",
                "600}] | 600}, {\"participantId\": \"s\", \"walletNano\": 0, \"bondNano\": 0, \"creditScore\": 6}] | ACCOUNT_INVALID",
                "\"exportWh\": 800 | \"exportWh\": -800 | METER_INVALID",
                "\"importWh\": 1000 | \"importWh\": -1000 | METER_INVALID",
                "{\"participantId\": \"b\", \"import | {\"participantId\": \"z\", \"import | METER_INVALID",
                "\"exportWh\": 800 | \"exportWh\": 9223372036854775807 | AMOUNT_OUT_OF_RANGE",
                "\"ruleVersion\": 1 | \"ruleVersion\": 1, \"hours\": 0 | SESSION_LENGTH_OUT_OF_RANGE",
                "\"ruleVersion\": 1 | \"ruleVersion\": 0 | RULE_VERSION_UNKNOWN"
            })
    void a_case_that_breaks_a_rule_ends_with_1_and_one_code(String right, String wrong, String code)
            throws IOException {
        Run run = settle(CASE.replace(right, wrong), "--json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.member("refused")).startsWith("{\"code\":\"" + code + "\",\"detail\":");
    }

    @ParameterizedTest(name = "{0} for {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "130000000 | 130000000.5 | $.accounts[0].bondNano: | allowed: an integer in 0..",
                "\"creditScore\": 600} | \"creditScore\": \"600\"} | $.accounts[1].creditScore: | 0..1000",
                "\"exportWh\": 800 | \"exportWh\": true | $.meters[0].exportWh: | an integer in 0..",
                "\"importWh\": 0, | '' | $.meters[0].importWh: the key is missing | an integer in 0..",
                "\"meters\" | \"meter\" | $.meters: the key is missing | an array of objects",
                "\"tariff\" | \"tarif\" | $.tariff: the key is missing | an object with retailMicroPerKwh",
            })
    void what_cannot_be_read_ends_with_2_and_names_file_line_field_and_allowed_values(
            String right, String wrong, String problem, String allowed) throws IOException {
        Run run = settle(CASE.replace(right, wrong), "--json");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errors()).contains("input.json:", problem, allowed);
    }

    @Test
    void people_get_sentences_with_decimals() throws IOException {
        Run run = settle(CASE);

        assertThat(run.out())
                .contains(
                        "s: SELL 1.000 kWh contracted, 0.800 delivered, 0.200 missing, 0.000 beyond, 0.000 kWh from and 0.000 to peers; net 0.536000000")
                .contains("credit 600 to 590")
                .contains(
                        "grid: net 0.174000000, sold 0.200 kWh, bought 0.000 kWh; fund: 0.000000000; everything adds up to 0.000000000")
                .contains("bond:s -0.024000000 SHORTFALL t-1");
        assertThat(settle(CASE.replace("\"trades\": [{", "\"trades\": [], \"unused\": [{"))
                        .out())
                .contains("s: no trade");
    }

    private Run settle(String content, String... more) throws IOException {
        return Run.of(folder, "settle", "--case", content, more);
    }
}
