package org.gridbourse.auditor.market;

import java.util.Map;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonException;
import org.gridbourse.market.json.JsonObject;

/** Which finding belongs to which type of record. */
final class RecordTypes {
    private static final Map<String, FindingCode> WRONG = Map.ofEntries(
            Map.entry("participant", FindingCode.REGISTRATION_WRONG),
            Map.entry("owner", FindingCode.REGISTRATION_WRONG),
            Map.entry("meter", FindingCode.REGISTRATION_WRONG),
            Map.entry("session", FindingCode.SESSION_WRONG),
            Map.entry("phase", FindingCode.SESSION_WRONG),
            Map.entry("progress", FindingCode.SESSION_WRONG),
            Map.entry("cancellation", FindingCode.SESSION_WRONG),
            Map.entry("outage", FindingCode.SESSION_WRONG),
            Map.entry("commit", FindingCode.ORDERS_WRONG),
            Map.entry("orders", FindingCode.ORDERS_WRONG),
            Map.entry("release", FindingCode.ORDERS_WRONG),
            Map.entry("clearing", FindingCode.CLEARING_WRONG),
            Map.entry("fill", FindingCode.FILL_WRONG),
            Map.entry("position", FindingCode.PREPAYMENT_WRONG),
            Map.entry("prepayment", FindingCode.PREPAYMENT_WRONG),
            Map.entry("default", FindingCode.DEFAULT_WRONG),
            Map.entry("opening", FindingCode.READING_WRONG),
            Map.entry("reading", FindingCode.READING_WRONG),
            Map.entry("statement", FindingCode.SETTLEMENT_WRONG),
            Map.entry("creditevent", FindingCode.CREDIT_WRONG),
            Map.entry("account", FindingCode.ACCOUNT_WRONG),
            Map.entry("deposit", FindingCode.CASH_WRONG),
            Map.entry("withdrawal", FindingCode.CASH_WRONG),
            Map.entry("rules", FindingCode.RULES_WRONG));

    private RecordTypes() {}

    static String of(String key) {
        int slash = key.indexOf('/');
        return slash < 0 ? key : key.substring(0, slash);
    }

    /** A record that differs from what the rules say. */
    static FindingCode wrong(String key, String expected, String found) {
        if (of(key).equals("fill") && trades(found) > trades(expected)) {
            return FindingCode.TRADE_INVENTED;
        }
        return WRONG.getOrDefault(of(key), FindingCode.WRITE_UNEXPLAINED);
    }

    /** A record that the rules do not write at all. */
    static FindingCode unexplained(String key) {
        return of(key).equals("fill") ? FindingCode.TRADE_INVENTED : FindingCode.WRITE_UNEXPLAINED;
    }

    private static int trades(String fill) {
        try {
            return Json.parse(fill) instanceof JsonObject record
                    ? Values.objects(record, "trades").size()
                    : 0;
        } catch (JsonException e) {
            return 0;
        }
    }
}
