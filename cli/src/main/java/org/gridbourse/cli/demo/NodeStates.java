package org.gridbourse.cli.demo;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.node.trading.DayPlanner;
import org.gridbourse.optimizer.DispatchPlan;

/** What the nodes' storages held at the end of each session, as their meters saw it. */
final class NodeStates {
    private final List<String> sessionIds;
    private final Map<String, Map<String, Map<String, Double>>> byParticipant = new HashMap<>();

    NodeStates(List<String> sessionIds, Collection<GatewayClient> gateways) {
        this.sessionIds = sessionIds;
        for (GatewayClient gateway : gateways) {
            for (JsonValue agent : ((JsonArray) gateway.get("/api/agents")).elements()) {
                read((JsonObject) agent);
            }
        }
    }

    private void read(JsonObject agent) {
        Map<String, Map<String, Double>> own = new HashMap<>();
        for (JsonValue each : ((JsonArray) agent.members().get("sessions")).elements()) {
            JsonObject session = (JsonObject) each;
            Map<String, Double> states = new TreeMap<>();
            ((JsonObject) session.members().get("stateOfChargeAfter"))
                    .members()
                    .forEach((storage, state) -> states.put(storage, Double.parseDouble(((JsonText) state).value())));
            own.put(text(session, "sessionId"), states);
        }
        byParticipant.put(text(agent, "participantId"), own);
    }

    private static String text(JsonObject object, String key) {
        return ((JsonText) object.members().get(key)).value();
    }

    /** As measured, or as planned where the node has not said. */
    Map<String, Double> after(String participantId, int session, DispatchPlan plan) {
        return byParticipant
                .getOrDefault(participantId, Map.of())
                .getOrDefault(sessionIds.get(session), DayPlanner.endOf(plan));
    }

    /** Whether some session but the last ended otherwise than planned, so that the next began otherwise. */
    boolean differFrom(Map<String, List<DispatchPlan>> plans) {
        for (Map.Entry<String, List<DispatchPlan>> entry : plans.entrySet()) {
            for (int session = 0; session + 1 < sessionIds.size(); session++) {
                DispatchPlan plan = entry.getValue().get(session);
                if (!after(entry.getKey(), session, plan).equals(DayPlanner.endOf(plan))) {
                    return true;
                }
            }
        }
        return false;
    }
}
