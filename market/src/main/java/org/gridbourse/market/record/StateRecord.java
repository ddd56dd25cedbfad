package org.gridbourse.market.record;

import org.gridbourse.market.json.JsonObject;

/** A value of the world state that knows its key and its canonical JSON. */
public interface StateRecord {

    String key();

    JsonObject toJson();
}
