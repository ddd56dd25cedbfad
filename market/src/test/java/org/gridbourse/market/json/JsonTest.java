package org.gridbourse.market.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void an_object_is_written_with_sorted_keys_without_white_space_and_read_back_equal() {
        JsonObject object = JsonObject.builder()
                .put("quantityWh", 1_000)
                .put("side", "BUY")
                .put("paid", true)
                .put("price", JsonNull.NULL)
                .put("periods", JsonArray.ofNumbers(List.of(3, 1, 2)))
                .put("empty", JsonObject.builder().build())
                .build();

        String text = Json.write(object);

        assertThat(text)
                .isEqualTo(
                        "{\"empty\":{},\"paid\":true,\"periods\":[3,1,2],\"price\":null,\"quantityWh\":1000,\"side\":\"BUY\"}");
        assertThat(Json.parse(text)).isEqualTo(object);
    }

    @Test
    void control_characters_quotes_and_backslashes_are_escaped_as_RFC_8785_says_and_nothing_else() {
        JsonText text = new JsonText("\u0000\b\t\n\f\r\u001f\"\\/€ü\uD83D\uDE00");

        assertThat(Json.write(text)).isEqualTo("\"\\u0000\\b\\t\\n\\f\\r\\u001f\\\"\\\\/€ü\uD83D\uDE00\"");
        assertThat(Json.parse(Json.write(text))).isEqualTo(text);
    }

    @Test
    void escapes_of_every_kind_are_read() {
        assertThat(Json.parse("\"\\u0041\\/\\ud83d\\ude00\"")).isEqualTo(new JsonText("A/\uD83D\uDE00"));
    }

    @Test
    void the_whole_range_of_long_is_read_exactly() {
        assertThat(Json.parse("[-9223372036854775808,9223372036854775807,0]"))
                .isEqualTo(JsonArray.ofNumbers(List.of(Long.MIN_VALUE, Long.MAX_VALUE, 0L)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[1,]",
                "[1 2]",
                "{\"a\":1,}",
                "{a:1}",
                "{\"a\" 1}",
                "{\"a\":}",
                "nul",
                "True",
                "1 1",
                "\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\ud800\"",
                "\"\\udc00\"",
                "\"\\ud800\\u0041\"",
                "\"\n\"",
                "-",
                "+1",
                "1.0",
                "1e3",
                "1E3",
                "01",
                "-0",
                "00",
                "9223372036854775808",
                "NaN",
                "//",
                "[1]x",
                "\uFEFF1",
                "'a'"
            })
    void a_document_outside_the_profile_is_refused(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(JsonException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"a\":2}                 | line 1, column 8, $.a: the key is given twice",
                "{\"a\":[1,2.5]}                   | line 1, column 10, $.a[1]: must be an integer, without fraction or exponent",
                "[[1],[{\"b\":tru}]]               | line 1, column 12, $[1][0].b: a value is expected",
                "{\"a\":99999999999999999999}      | line 1, column 26, $.a: must be an integer in -9223372036854775808..9223372036854775807",
            })
    void a_mistake_is_named_with_its_place_and_path(String text, String message) {
        assertThatThrownBy(() -> Json.parse(text)).hasMessage(message);
    }

    @Test
    void the_line_of_a_mistake_is_counted() {
        assertThatThrownBy(() -> Json.parse("{\n  \"a\": 1,\n  \"b\": 0.5\n}"))
                .hasMessage("line 3, column 9, $.b: must be an integer, without fraction or exponent");
    }

    @Test
    void documents_nested_too_deep_or_too_long_are_refused() {
        assertThatThrownBy(() -> Json.parse("[[[1]]]", new Limits(2, 100)))
                .hasMessageContaining("nested at most 2 deep");
        assertThatThrownBy(() -> Json.parse("[1,2,3]", new Limits(2, 6)))
                .hasMessageContaining("7 characters, at most 6");
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000))).isInstanceOf(JsonException.class);
    }

    @Test
    void fields_are_read_by_name_and_kind() {
        String text = "{\"id\":\"s-1\",\"n\":3,\"list\":[{\"x\":1},{\"x\":2}],\"words\":[\"a\"]}";

        String read = Fields.read(
                text,
                fields -> fields.text("id")
                        + fields.number("n", 0, 9)
                        + fields.objects("list", inner -> inner.number("x"))
                        + fields.texts("words")
                        + fields.optionalText("absent").isPresent());

        assertThat(read).isEqualTo("s-13[1, 2][a]false");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                | line 1, column 1, $: must be an object, is an array",
                "{}                                | line 1, column 1, $.list: the key is missing",
                "{\"list\":1}                      | line 1, column 9, $.list: must be an array, is an integer",
                "{\"list\":[{}]}                   | line 1, column 10, $.list[0].x: the key is missing",
                "{\"list\":[{\"x\":1},{\"x\":\"2\"}]}  | line 1, column 23, $.list[1].x: must be an integer, is a text",
                "{\"list\":[{\"x\":7}]}            | line 1, column 15, $.list[0].x: must be an integer in 1..5, is 7",
                "{\"list\":[{\"x\":1,\"y\":1}]}    | line 1, column 21, $.list[0].y: unknown key; known are x",
                "{\"list\":[],\"z\":1}             | line 1, column 16, $.z: unknown key; known are list",
            })
    void a_field_that_is_missing_of_the_wrong_kind_out_of_range_or_unknown_is_refused(String text, String message) {
        assertThatThrownBy(() -> Fields.read(text, fields -> fields.objects("list", inner -> inner.number("x", 1, 5))))
                .hasMessage(message);
    }

    private enum Side {
        BUY,
        SELL
    }

    @Test
    void a_choice_is_one_of_the_names_of_an_enum() {
        assertThat(Fields.<Side>read("{\"side\":\"SELL\"}", fields -> fields.choice("side", Side.class)))
                .isEqualTo(Side.SELL);
        assertThatThrownBy(() -> Fields.<Side>read("{\"side\":\"sell\"}", fields -> fields.choice("side", Side.class)))
                .hasMessage("line 1, column 9, $.side: must be one of [BUY, SELL], is \"sell\"");
    }
}
