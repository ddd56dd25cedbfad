package org.gridbourse.market.json;

/** A JSON value with integers only. */
public sealed interface JsonValue permits JsonObject, JsonArray, JsonText, JsonNumber, JsonBoolean, JsonNull {

    /** What this value is called in messages to people, such as "a text". */
    String kind();
}
