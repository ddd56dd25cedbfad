package org.gridbourse.cli.hosting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.RefusedCallException;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;

/**
 * The people of a playground: for each microgrid a user of the same name, and an operator. Each is invited by its
 * organisation's gateway-app and joins; who has joined stays.
 *
 * @param gateways by organisation
 */
record PlaygroundUsers(Playground playground, HostPasswords passwords, Map<String, GatewayClient> gateways) {
    private static final String OPERATOR = "operator";
    private static final String GRID = "Grid";

    /** Lets everybody join and answers who may log in where. */
    List<JsonObject> join() {
        List<JsonObject> users = new ArrayList<>();
        users.add(joined(
                        OPERATOR,
                        GRID,
                        JsonObject.builder().put("role", OPERATOR).build())
                .build());
        for (Playground.Microgrid each : playground.microgrids()) {
            JsonObject wish = JsonObject.builder()
                    .put("participantId", each.participantId())
                    .put("role", "prosumer")
                    .build();
            users.add(joined(each.participantId(), each.organisation(), wish)
                    .put("participantId", each.participantId())
                    .build());
        }
        return List.copyOf(users);
    }

    private JsonObject.Builder joined(String user, String organisation, JsonObject wish) {
        String password = passwords.of(user);
        if (!passwords.isNoted(user)) {
            GatewayClient gateway = gateways.get(organisation);
            JsonObject invited = (JsonObject) gateway.post("/api/invitations", wish);
            String code = ((JsonText) invited.members().get("code")).value();
            JsonObject joiner = JsonObject.builder()
                    .put("user", user)
                    .put("password", password)
                    .build();
            try {
                gateway.post("/api/invitations/%s/accept".formatted(code), joiner);
            } catch (RefusedCallException refused) {
                // a call whose answer was lost has let him join
                if (!refused.code().equals("INVITATION_USED")) {
                    throw refused;
                }
            }
            passwords.note(user);
        }
        return JsonObject.builder().put("user", user).put("password", password).put("organisation", organisation);
    }
}
