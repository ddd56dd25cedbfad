package org.gridbourse.cli.prosumer;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.GatewayOption;
import org.gridbourse.cli.rest.Row;
import org.gridbourse.cli.signing.KeyFile;
import org.gridbourse.cli.signing.SignedTransactions;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.CanonicalBytes.Binding;
import org.gridbourse.market.record.CommitRecord.Sealed;
import org.gridbourse.market.request.CommitOrders;
import org.gridbourse.market.request.Request;
import org.gridbourse.market.request.WithdrawOrders;
import org.gridbourse.programs.SurroundingsException;

/**
 * Orders for a session signed by a key of one's own. One signature is enough: prepayment is ordered with the seal, and
 * what opens it is left with the organisation.
 */
final class SignedOrders {
    private static final int SALT_BYTES = 32;

    private final GatewayClient gateway;
    private final String participantId;
    private final String sessionId;
    private final SignedTransactions transactions;

    SignedOrders(GatewayClient gateway, String participantId, String sessionId, KeyFile key) {
        this.gateway = gateway;
        this.participantId = participantId;
        this.sessionId = sessionId;
        this.transactions = new SignedTransactions(gateway, key, participantId);
    }

    void put(WrittenOrders written) {
        JsonArray orders = written.toJson();
        Row quote = new Row((JsonObject) gateway.post(
                path("preview"), JsonObject.builder().put("orders", orders).build()));
        int revision = nextRevision();
        byte[] random = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(random);
        String salt = HexFormat.of().formatHex(random);
        OrderSchedule schedule = written.schedule();
        String channel = new Row((JsonObject) gateway.get("/api/instance")).word("channel");
        String hash =
                CanonicalBytes.ordersHash(new Binding(channel, sessionId, participantId, revision), salt, schedule);
        submit(new CommitOrders(sessionId, participantId, revision, new Sealed(hash, quote.amount("declared"), true)));
        gateway.put(
                path("opening"),
                JsonObject.builder()
                        .put("revision", revision)
                        .put("salt", salt)
                        .put("orders", orders)
                        .build());
    }

    void withdraw() {
        submit(new WithdrawOrders(sessionId, participantId, nextRevision()));
    }

    private void submit(Request request) {
        SignedTransactions.Outcome outcome = transactions.submit(request);
        if (!outcome.isCommitted()) {
            throw new SurroundingsException(
                    "the transaction ended in %s: send the same again".formatted(outcome.outcome()));
        }
    }

    JsonValue state() {
        return gateway.get(path("orders"));
    }

    private int nextRevision() {
        return Integer.parseInt(new Row((JsonObject) state()).word("revision")) + 1;
    }

    private String path(String what) {
        return "/api/sessions/%s/%s/%s"
                .formatted(GatewayOption.encoded(sessionId), what, GatewayOption.encoded(participantId));
    }
}
