package org.gridbourse.network.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gridbourse.chaincode.MarketChaincode;
import org.gridbourse.network.identity.User;
import org.gridbourse.network.local.ChaincodeProgram;
import org.gridbourse.network.probe.ProbeChaincode;
import org.gridbourse.programs.OwnClassPath;

/**
 * A chaincode to put on a network.
 *
 * @param name on the channel
 * @param mainClass of its process, on the tests' class path
 * @param users whom it knows by their certificates, besides the usual ones
 * @param idle a function that every organisation's operator may submit and that writes nothing
 * @param idleArguments its arguments
 */
record ChaincodeUnderTest(String name, String mainClass, List<User> users, String idle, List<String> idleArguments) {
    static final ChaincodeUnderTest PROBE =
            new ChaincodeUnderTest("probe", ProbeChaincode.class.getName(), List.of(), "noop", List.of());

    static final ChaincodeUnderTest MARKET = new ChaincodeUnderTest(
            "market", MarketChaincode.class.getName(), participants(), "sessions", List.of("{}"));

    private static List<User> participants() {
        List<User> users = new ArrayList<>();
        for (String organisation : List.of("Grid", "North", "South")) {
            for (int number = 1; number <= 3; number++) {
                String id = organisation.toLowerCase(java.util.Locale.ROOT) + "-" + number;
                users.add(new User(organisation, id, Map.of("role", "prosumer", "participant", id)));
            }
        }
        return List.copyOf(users);
    }

    /** By which the peers of the embedded network know it. */
    String packageId() {
        return name + "_1:suite";
    }

    ChaincodeProgram program() {
        return new ChaincodeProgram(mainClass, OwnClassPath.entries());
    }
}
