package org.gridbourse.gateway.agent;

import java.util.concurrent.CompletionException;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.request.SubmitReadings;
import org.gridbourse.node.intake.MqttConnection;
import org.gridbourse.node.trading.NotReadyException;

/** A simulated meter that cannot sign: it publishes its registers at the broker, as one of a household does. */
record PublishedMeter(MqttConnection broker) {

    /** @throws NotReadyException while the broker does not take them */
    void show(SubmitReadings readings) {
        if (!broker.isConnected()) {
            throw new NotReadyException("the broker does not answer yet");
        }
        try {
            for (MeterReading reading : readings.readings()) {
                broker.publish("gridbourse/%s/register".formatted(reading.meterId()), payload(reading), false)
                        .join();
            }
        } catch (CompletionException problem) {
            throw new NotReadyException("the broker took no registers: " + problem.getMessage());
        }
    }

    private static String payload(MeterReading reading) {
        return Json.write(JsonObject.builder()
                .put("at", reading.end().toString())
                .put("importWh", reading.registers().imported().wh())
                .put("exportWh", reading.registers().exported().wh())
                .build());
    }
}
