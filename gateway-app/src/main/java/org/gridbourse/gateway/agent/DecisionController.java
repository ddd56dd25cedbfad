package org.gridbourse.gateway.agent;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.gridbourse.gateway.access.Permission;
import org.gridbourse.gateway.web.NotFoundException;
import org.gridbourse.gateway.web.Told;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Says why a node of this instance ordered what it ordered. */
@Tag(name = "Nodes")
@RestController
@RequestMapping("/api/participants/{participantId}/decisions")
class DecisionController {
    private final Nodes nodes;
    private final Permission permission;

    DecisionController(Nodes nodes, Permission permission) {
        this.permission = permission;
        this.nodes = nodes;
    }

    record Decision(int period, String sentence) {}

    /** One sentence per period of a session; none where the node has decided nothing. */
    @GetMapping
    List<Decision> decisions(
            @PathVariable("participantId") String participantId, @RequestParam("session") String sessionId) {
        permission.requireSee(participantId);
        HostedNode node = nodes.all().stream()
                .filter(each -> each.participantId().equals(participantId))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("a node of participant " + participantId));
        Map<Integer, String> sentences = node.journal().decisions(sessionId);
        return sentences.entrySet().stream()
                .map(each -> new Decision(each.getKey(), Told.now(each.getValue())))
                .toList();
    }
}
