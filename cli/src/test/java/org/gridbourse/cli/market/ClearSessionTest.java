package org.gridbourse.cli.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.gridbourse.market.json.JsonArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClearSessionTest {
    private static final String TARIFF =
            "{\"retailMicroPerKwh\": 300000, \"feedInMicroPerKwh\": 80000, \"gridFeeMicroPerKwh\": 0}";
    /** docs/rules.md, section 5: 30 kWh left over at noon, 18 kWh missing in the evening, a storage of 100 kWh. */
    private static final String BOOK = """
            {"session": "s-1", "ruleVersion": 1, "tariffs": [TARIFF, TARIFF],
             "orders": [
              {"orderId": "o-1", "participantId": "home-1", "period": 0, "side": "SELL",
               "steps": [{"quantityWh": 30000, "limitPriceMicroPerKwh": 80000}]},
              {"orderId": "o-2", "participantId": "home-2", "period": 1, "side": "BUY",
               "steps": [{"quantityWh": 18000, "limitPriceMicroPerKwh": 300000}]}],
             "storageOrders": [
              {"orderId": "st-3", "participantId": "home-3", "netWh": [0, 0],
               "bidMarginPermille": 0, "askMarginPermille": 0,
               "capacityWh": 100000, "startMilliWh": 0, "endMinMilliWh": 0,
               "chargeMaxWh": [40000, 40000], "dischargeMaxWh": [40000, 40000],
               "storedMilliPerWh": 950, "drawnMilliPerWh": 1053, "wearMicroPerKwh": 0, "throughputMaxWh": 300000,
               "importLimitWh": 50000, "exportLimitWh": 50000}]PROPOSAL}
            """.replace("TARIFF", TARIFF);

    private static final String PROPOSAL = """
            , "proposal": {"pricesMicroPerKwh": [80000, 88674], "storage": [
               {"orderId": "st-3", "chargeWh": [19952, 0], "dischargeWh": [0, 18000],
                "storedValuePicoPerMilliWh": [84210, 84210], "throughputValuePicoPerMilliWh": 0}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void a_proposal_is_checked_and_told_with_its_certified_gap() throws IOException {
        Run run = clear(BOOK.replace("PROPOSAL", PROPOSAL));

        assertThat(run.exitCode()).isZero();
        assertThat(run.errors()).isEmpty();
        assertThat(run.member("valid")).isEqualTo("true");
        assertThat(run.member("pricesMicroPerKwh")).isEqualTo("[80000,88674]");
        assertThat(run.member("score")).isEqualTo("{\"gapNano\":62800,\"priceNano\":1823868000}");
        assertThat(run.member("storage")).contains("\"profitNano\":-28000", "\"boundNano\":34800", "\"gapNano\":62800");
        assertThat(run.member("periods"))
                .contains("\"buyer\":\"home-2\",\"priceMicroPerKwh\":88674,\"quantityWh\":18000,\"seller\":\"home-3\"");
    }

    @Test
    void without_a_proposal_one_is_found_that_passes_when_it_is_proposed() throws IOException {
        Run found = clear(BOOK.replace("PROPOSAL", ""));

        assertThat(found.exitCode()).isZero();
        assertThat(found.member("fallback")).isEqualTo("false");
        assertThat(found.member("pricesMicroPerKwh")).startsWith("[80000,8867");
        String proposal = ", \"proposal\": {\"pricesMicroPerKwh\": %s, \"storage\": %s}"
                .formatted(
                        found.member("pricesMicroPerKwh"),
                        found.member("storage")
                                .replaceAll("\"(profit|bound|gap)Nano\":-?\\d+,?", "")
                                .replace(",}", "}"));
        Run checked = clear(BOOK.replace("PROPOSAL", proposal));
        assertThat(checked.exitCode()).isZero();
        assertThat(checked.member("score")).isEqualTo(found.member("score"));
        assertThat(checked.member("periods")).isEqualTo(found.member("periods"));
    }

    @ParameterizedTest(name = "{0} for {1} is refused with {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "88674]      | 89561]      | PROPOSAL_GAP_TOO_LARGE",
                "88674]      | 300001]     | PROPOSAL_PRICE_OUT_OF_BAND",
                "80000, 88674] | 80000]    | PROPOSAL_INCOMPLETE",
                "[0, 18000]  | [0, 17820]  | PROPOSAL_NOT_BALANCED",
                "[0, 18000]  | [0, 18950]  | PROPOSAL_NOT_FEASIBLE",
                "84210, 84210 | 84210, -1  | PROPOSAL_VALUE_NEGATIVE",
                "84210, 84210 | 9000000000000000, 84210 | AMOUNT_OUT_OF_RANGE",
                "\"importLimitWh\": 50000 | \"importLimitWh\": 39999 | STORAGE_LIMIT_EXCEEDED",
                "\"endMinMilliWh\": 0 | \"endMinMilliWh\": 99000000 | STORAGE_END_OUT_OF_REACH",
                "\"storedMilliPerWh\": 950 | \"storedMilliPerWh\": 1001 | STORAGE_ORDER_INVALID",
                "\"participantId\": \"home-3\" | \"participantId\": \"home-1\" | MORE_THAN_ONE_ORDER",
                "\"period\": 1 | \"period\": 2 | NO_ORDERS_IN_PERIOD"
            })
    void a_session_that_breaks_a_rule_ends_with_1_and_one_code(String right, String wrong, String code)
            throws IOException {
        Run run = clear(BOOK.replace("PROPOSAL", PROPOSAL).replace(right.strip(), wrong.strip()));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.member("valid")).isEqualTo("false");
        assertThat(run.member("refused")).startsWith("{\"code\":\"" + code + "\",\"detail\":");
    }

    @Test
    void sessions_and_books_of_one_period_may_stand_in_one_array() throws IOException {
        String book = "{\"period\":\"p\",\"ruleVersion\":1,\"orders\":[]}";
        Run run = clear("[" + book + "," + BOOK.replace("PROPOSAL", PROPOSAL.replace("88674", "1")) + "]");

        assertThat(run.exitCode()).isEqualTo(1);
        JsonArray answers = (JsonArray) run.json();
        assertThat(answers.elements()).hasSize(2);
        assertThat(answers.elements().get(0).toString()).contains("\"volumeWh\":0");
        assertThat(answers.elements().get(1).toString()).contains("PROPOSAL_PRICE_OUT_OF_BAND");
    }

    @Test
    void a_list_with_a_text_in_it_cannot_be_read() throws IOException {
        Run run = clear(BOOK.replace("PROPOSAL", "").replace("\"netWh\": [0, 0]", "\"netWh\": [0, \"0\"]"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("netWh[1]");
    }

    private Run clear(String book) throws IOException {
        return Run.of(folder, "clear", "--book", book, "--json");
    }
}
