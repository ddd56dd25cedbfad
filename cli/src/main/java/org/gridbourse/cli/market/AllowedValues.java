package org.gridbourse.cli.market;

import org.gridbourse.market.quantity.MarketLimits;

/** What may stand under the keys of books and cases, in words for whoever wrote something else. */
final class AllowedValues {
    private static final long PRICE_MAX = MarketLimits.PRICE_MAX_MICRO_PER_KWH;
    private static final String FROM_ZERO = "an integer in 0..%d".formatted(Long.MAX_VALUE);
    private static final String FROM_ONE = "an integer in 1..%d".formatted(Long.MAX_VALUE);

    private AllowedValues() {}

    /** The allowed values at a path such as {@code $.orders[2].steps[0].quantityWh}. */
    static String at(String path) {
        String last = path.substring(path.lastIndexOf('.') + 1);
        return last.endsWith("]") ? "an object" : ofKey(last);
    }

    private static String ofKey(String key) {
        return switch (key) {
            case "quantityWh" -> FROM_ONE;
            case "limitPriceMicroPerKwh" ->
                "an integer in max(0, feed-in)..retail - grid fee, in 0..1000000000 without a tariff";
            case "priceMicroPerKwh" -> "an integer in max(0, feed-in)..retail - grid fee";
            case "feedInMicroPerKwh" -> "an integer in -%1$d..%1$d, at most retail".formatted(PRICE_MAX);
            case "retailMicroPerKwh" -> "an integer in -%1$d..%1$d".formatted(PRICE_MAX);
            case "gridFeeMicroPerKwh" -> "an integer in 0..%d".formatted(PRICE_MAX);
            case "walletNano", "bondNano", "tieLineWh", "importWh", "exportWh" -> FROM_ZERO;
            case "capacityWh",
                    "startMilliWh",
                    "endMinMilliWh",
                    "wearMicroPerKwh",
                    "throughputMaxWh",
                    "importLimitWh",
                    "exportLimitWh" -> FROM_ZERO;
            case "storedMilliPerWh" -> "an integer in 1..1000";
            case "drawnMilliPerWh" -> "an integer in 1000..1000000";
            case "bidMarginPermille", "askMarginPermille" -> "an integer in 0..1000";
            case "netWh",
                    "chargeMaxWh",
                    "dischargeMaxWh",
                    "chargeWh",
                    "dischargeWh",
                    "pricesMicroPerKwh",
                    "storedValuePicoPerMilliWh" -> "an array of integers, one per period";
            case "tariffs", "storageOrders", "storage" -> "an array of objects";
            case "creditScore" -> "an integer in 0..1000";
            case "hours" -> "an integer in 1..8784";
            case "ruleVersion" -> "the integer 1";
            case "side" -> "\"BUY\" or \"SELL\"";
            case "steps" -> "an array of 1 to 10 steps";
            case "orders", "trades", "accounts", "meters" -> "an array of objects";
            case "tariff" -> "an object with retailMicroPerKwh, feedInMicroPerKwh and, if not 0, gridFeeMicroPerKwh";
            case "period", "orderId", "participantId", "tradeId", "buyer", "seller" -> "a text";
            default -> "JSON with integers only, each key once";
        };
    }
}
