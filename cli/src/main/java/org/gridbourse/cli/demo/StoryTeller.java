package org.gridbourse.cli.demo;

import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonNumber;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;

/** Passes on what the grid company's gateway-app tells of the day, each line once. */
final class StoryTeller {
    private final GatewayClient gateway;
    private final Narrator narrator;
    private long last;

    StoryTeller(GatewayClient gateway, Narrator narrator) {
        this.gateway = gateway;
        this.narrator = narrator;
    }

    void tellNews() {
        JsonArray news = (JsonArray) gateway.get("/api/story?after=" + last);
        for (JsonValue each : news.elements()) {
            JsonObject line = (JsonObject) each;
            last = ((JsonNumber) line.members().get("number")).value();
            narrator.tell(((JsonText) line.members().get("text")).value());
        }
    }
}
