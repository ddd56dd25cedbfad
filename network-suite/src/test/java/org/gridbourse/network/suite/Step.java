package org.gridbourse.network.suite;

import java.util.List;

/**
 * One call in a history.
 *
 * @param organisation whose user calls, at that organisation's gateway
 * @param user the user's name
 * @param function of the chaincode
 * @param arguments its arguments
 * @param endorsers MSP ids of the organisations that endorse; none for a query
 * @param sent how often the transaction is sent to be ordered
 */
record Step(
        String organisation, String user, String function, List<String> arguments, List<String> endorsers, int sent) {
    private static final List<String> ENOUGH = List.of("GridMSP", "NorthMSP");

    Step {
        arguments = List.copyOf(arguments);
        endorsers = List.copyOf(endorsers);
    }

    static Step submit(String organisation, String user, String function, Object... arguments) {
        return new Step(organisation, user, function, texts(arguments), ENOUGH, 1);
    }

    static Step query(String organisation, String user, String function, Object... arguments) {
        return new Step(organisation, user, function, texts(arguments), List.of(), 0);
    }

    Step endorsedBy(List<String> others) {
        return new Step(organisation, user, function, arguments, others, sent);
    }

    Step sentTwice() {
        return new Step(organisation, user, function, arguments, endorsers, 2);
    }

    boolean isQuery() {
        return endorsers.isEmpty();
    }

    private static List<String> texts(Object... arguments) {
        return List.of(arguments).stream().map(String::valueOf).toList();
    }
}
