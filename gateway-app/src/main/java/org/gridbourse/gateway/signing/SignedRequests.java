package org.gridbourse.gateway.signing;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.gridbourse.gateway.access.ForbiddenException;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.gateway.web.SubmitProblem;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonException;
import org.gridbourse.market.request.CommitOrders;
import org.gridbourse.market.request.GiveConsent;
import org.gridbourse.market.request.Prepay;
import org.gridbourse.market.request.RecallConsent;
import org.gridbourse.market.request.Request;
import org.gridbourse.market.request.RevealOrders;
import org.gridbourse.market.request.SubmitReadings;
import org.gridbourse.market.request.WithdrawOrders;

/** What a prosumer may do on the ledger with its own key, read as the chaincode will read it. */
final class SignedRequests {
    private static final Map<String, Function<Fields, ? extends Request>> READERS = new TreeMap<>(Map.of(
            CommitOrders.FUNCTION, CommitOrders::read,
            WithdrawOrders.FUNCTION, WithdrawOrders::read,
            RevealOrders.FUNCTION, RevealOrders::read,
            Prepay.FUNCTION, Prepay::read,
            SubmitReadings.FUNCTION, SubmitReadings::read,
            GiveConsent.FUNCTION, GiveConsent::read,
            RecallConsent.FUNCTION, RecallConsent::read));

    private SignedRequests() {}

    /**
     * The request, if it is about that participant.
     *
     * @param json of the request
     * @throws BadInputException if there is no such function for prosumers
     * @throws SubmitProblem if the chaincode would not read it
     * @throws ForbiddenException if it names another participant
     */
    static Request read(String function, String json, String participantId) {
        Function<Fields, ? extends Request> reader = READERS.get(function);
        if (reader == null) {
            throw new BadInputException("function", "must be one of %s, is %s".formatted(READERS.keySet(), function));
        }
        Request request = SubmitProblem.requireValid(() -> read(json, reader));
        boolean another = request.toJson()
                .get("participantId")
                .filter(named -> !Json.write(named).equals("\"" + participantId + "\""))
                .isPresent();
        if (another) {
            throw new ForbiddenException("NOT_YOURS", "the request names another participant than participantId");
        }
        return request;
    }

    private static Request read(String json, Function<Fields, ? extends Request> reader) {
        try {
            return Fields.read(json, reader::apply);
        } catch (JsonException unreadable) {
            throw new BadInputException("request", "cannot be read: " + unreadable.getMessage());
        }
    }
}
