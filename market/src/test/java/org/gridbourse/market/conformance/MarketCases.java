package org.gridbourse.market.conformance;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonNull;
import org.gridbourse.market.json.JsonNumber;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.json.Limits;

/**
 * Numeric cases gathered elsewhere, kept next to the project. Their decimals are scaled by 10^4 before they are read, so
 * that every price and quantity is an integer.
 */
final class MarketCases {
    static final long SCALE = 10_000;

    private static final Pattern TEXT_OR_NUMBER =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");

    private MarketCases() {}

    /** The objects under {@code key}. */
    static List<JsonObject> of(String key) throws IOException {
        Path file = Path.of(
                System.getProperty("gridbourse.root", ".."), "market/src/test/resources/conformance/market-cases.json");
        JsonObject document = (JsonObject) Json.parse(scaled(Files.readString(file)), Limits.FILE);
        return objects(document, key);
    }

    private static String scaled(String text) {
        return TEXT_OR_NUMBER.matcher(text).replaceAll(token -> Matcher.quoteReplacement(scaledToken(token.group())));
    }

    private static String scaledToken(String token) {
        return token.startsWith("\"")
                ? token
                : new BigDecimal(token)
                        .multiply(BigDecimal.valueOf(SCALE))
                        .setScale(0, RoundingMode.HALF_UP)
                        .toPlainString();
    }

    static List<JsonObject> objects(JsonObject object, String key) {
        return ((JsonArray) object.get(key).orElseThrow())
                .elements().stream().map(JsonObject.class::cast).toList();
    }

    static JsonObject object(JsonObject object, String key) {
        return (JsonObject) object.get(key).orElseThrow();
    }

    static String text(JsonObject object, String key) {
        return ((JsonText) object.get(key).orElseThrow()).value();
    }

    static long number(JsonObject object, String key) {
        return ((JsonNumber) object.get(key).orElseThrow()).value();
    }

    /** The numbers of an array, none where it is null. */
    static List<Long> numbers(JsonObject object, String key) {
        JsonValue value = object.get(key).orElse(JsonNull.NULL);
        return value instanceof JsonArray array
                ? array.elements().stream()
                        .map(element -> ((JsonNumber) element).value())
                        .toList()
                : List.of();
    }
}
