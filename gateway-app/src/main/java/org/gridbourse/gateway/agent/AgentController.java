package org.gridbourse.gateway.agent;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.gateway.access.Permission;
import org.gridbourse.market.signature.MeterKey;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the nodes of this instance that the caller may see: how far each is in its sessions, and its meter's public key. */
@Tag(name = "Nodes")
@RestController
@RequestMapping("/api/agents")
class AgentController {
    private final Nodes nodes;
    private final Permission permission;

    AgentController(Nodes nodes, Permission permission) {
        this.nodes = nodes;
        this.permission = permission;
    }

    /** A meter to be registered by the grid company. */
    record Meter(
            String participantId,
            String meterId,
            String algorithm,
            String publicKey,
            String heldBy,
            long importRegisterWh,
            long exportRegisterWh) {}

    record Step(String step, String outcome, String detail) {}

    /** @param stateOfChargeAfter what each storage holds at its end, 0 to 1, in decimals: as planned, then as measured */
    record Session(String sessionId, List<Step> steps, Map<String, String> stateOfChargeAfter) {}

    record Agent(String participantId, String site, List<Session> sessions) {}

    @GetMapping
    List<Agent> agents() {
        return nodes.all().stream()
                .filter(node -> permission.maySee(node.participantId()))
                .map(AgentController::agent)
                .toList();
    }

    @GetMapping("/meters")
    List<Meter> meters() {
        return nodes.all().stream()
                .filter(node -> permission.maySee(node.participantId()))
                .map(AgentController::meter)
                .toList();
    }

    private static Agent agent(HostedNode node) {
        return new Agent(
                node.participantId(),
                node.site().name(),
                node.sessions().get().stream()
                        .map(session -> new Session(
                                session,
                                steps(node, session),
                                decimals(node.journal().stateOfChargeAfter(session))))
                        .toList());
    }

    private static Map<String, String> decimals(Map<String, Double> states) {
        Map<String, String> texts = new TreeMap<>();
        states.forEach(
                (storage, state) -> texts.put(storage, BigDecimal.valueOf(state).toPlainString()));
        return texts;
    }

    private static List<Step> steps(HostedNode node, String sessionId) {
        return node.journal().results(sessionId).stream()
                .map(result -> new Step(result.step().name(), result.outcome(), result.detail()))
                .toList();
    }

    private static Meter meter(HostedNode node) {
        MeterKey key = node.meter().publicKey(node.settings().meterHeldBy());
        return new Meter(
                node.participantId(),
                node.meter().meterId(),
                key.algorithm().name(),
                key.publicKey(),
                key.holder().name(),
                0,
                0);
    }
}
