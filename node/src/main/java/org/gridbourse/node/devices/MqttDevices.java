package org.gridbourse.node.devices;

import java.util.List;
import java.util.concurrent.CompletionException;
import org.gridbourse.node.intake.MqttConnection;
import org.gridbourse.node.rule.Setpoint;
import org.gridbourse.node.trading.Devices;
import org.gridbourse.node.trading.NotReadyException;

/**
 * Publishes setpoints on {@code gridbourse/NODE/setpoint}. The last one is retained, so that a device that comes back
 * knows what holds.
 *
 * @param nodeId whose site it is
 */
public record MqttDevices(MqttConnection broker, String nodeId) implements Devices {
    @Override
    public void tell(List<Setpoint> setpoints) {
        if (!broker.isConnected()) {
            throw new NotReadyException("the broker does not answer yet");
        }
        try {
            for (Setpoint setpoint : setpoints) {
                broker.publish("gridbourse/%s/setpoint".formatted(nodeId), SetpointJson.of(setpoint), true)
                        .join();
            }
        } catch (CompletionException problem) {
            throw new NotReadyException("the broker took no setpoints: " + problem.getMessage());
        }
    }
}
