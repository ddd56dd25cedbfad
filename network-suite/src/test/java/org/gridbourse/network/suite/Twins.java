package org.gridbourse.network.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gridbourse.network.identity.SigningIdentity;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/**
 * The embedded network and real Fabric with the same chaincode and the same identities. Each call is made at both, a
 * transaction with the very same signed proposal and so under the same id; what comes of it must be the same.
 */
final class Twins implements AutoCloseable {
    private static final int MOST_PRINTED = 40;
    private static final int MOST_CHARACTERS = 200;

    private final Twin embedded;
    private final Twin fabric;
    private final Map<String, Step> transactions = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Set<String> functions = new TreeSet<>();
    private final Set<String> codes = new TreeSet<>();
    private final List<String> differences = new ArrayList<>();
    private int steps;
    private int refusals;

    Twins(NetworkUnderTest embedded, NetworkUnderTest fabric) {
        this.embedded = new Twin(embedded);
        this.fabric = new Twin(fabric);
    }

    /** Makes one call, and answers what it was told. */
    String run(Step step) throws Exception {
        return run(List.of(step)).get(0);
    }

    /** Has several calls executed on the same state, then sends the transactions in order, and waits for all of them. */
    List<String> run(List<Step> group) throws Exception {
        List<String> answers = new ArrayList<>();
        List<Envelope> toEmbedded = new ArrayList<>();
        List<Envelope> toFabric = new ArrayList<>();
        for (Step step : group) {
            SignedProposal proposal = draft(step);
            String id = ProposalDraft.transactionId(proposal);
            String name = "step %d: %s of %s: %s%s"
                    .formatted(steps++, step.user(), step.organisation(), step.function(), step.arguments());
            functions.add(step.function());
            names.put(id, name);
            Twin.Executed here = embedded.execute(step, proposal);
            Twin.Executed there = fabric.execute(step, proposal);
            compare(name, "answer", here.answer(), there.answer());
            answers.add(here.answer());
            refusals += here.isRefused() ? 1 : 0;
            if (here.envelope().isPresent() && there.envelope().isPresent()) {
                transactions.put(id, step);
                for (int i = 0; i < step.sent(); i++) {
                    toEmbedded.add(here.envelope().get());
                    toFabric.add(there.envelope().get());
                }
            }
        }
        embedded.commit(toEmbedded);
        fabric.commit(toFabric);
        return answers;
    }

    private SignedProposal draft(Step step) {
        SigningIdentity identity = embedded.network().user(step.organisation(), step.user());
        return ProposalDraft.of(identity, step.function(), step.arguments().toArray(String[]::new))
                .to(embedded.network().chaincode().name())
                .signed();
    }

    /** Compares what the ledgers hold of all transactions so far: order, codes, results, events, reads and writes. */
    void compareLedgers() throws Exception {
        // behind it there is nothing left to come
        ChaincodeUnderTest chaincode = embedded.network().chaincode();
        run(Step.submit(
                "Grid", "operator", chaincode.idle(), chaincode.idleArguments().toArray()));
        List<Committed> here = embedded.committed(names);
        List<Committed> there = fabric.committed(names);
        compare("the ledger", "transactions", here.size(), there.size());
        for (int i = 0; i < Math.min(here.size(), there.size()); i++) {
            Committed one = here.get(i);
            Committed other = there.get(i);
            codes.add(one.code());
            compare(one.name(), "place in the ledger", one.name(), other.name());
            compare(one.name(), "code", one.code(), other.code());
            compare(one.name(), "result", one.result(), other.result());
            compare(one.name(), "event", one.event(), other.event());
            compare(one.name(), "reads", one.reads(), other.reads());
            compare(one.name(), "writes", one.writes(), other.writes());
        }
    }

    private void compare(String name, String what, Object here, Object there) {
        if (!here.equals(there)) {
            String one = here.toString();
            String other = there.toString();
            differences.add("%s: %s%n    on the embedded network: %s%n    on real Fabric:          %s"
                    .formatted(shortened(name, 0), what, whereDifferent(one, other), whereDifferent(other, one)));
        }
    }

    /** The part of a text where it begins to differ from another one. */
    private static String whereDifferent(String text, String other) {
        int same = 0;
        while (same < Math.min(text.length(), other.length()) && text.charAt(same) == other.charAt(same)) {
            same++;
        }
        return shortened(text, Math.max(0, same - MOST_CHARACTERS / 4));
    }

    private static String shortened(String text, int from) {
        int to = Math.min(text.length(), from + MOST_CHARACTERS);
        return (from > 0 ? "... " : "") + text.substring(from, to) + (to < text.length() ? " ..." : "");
    }

    void assertSame(String history) {
        assertThat(differences.stream().limit(MOST_PRINTED).toList())
                .as(
                        "%s: %d steps, %d refused, %d transactions with codes %s; %d differences",
                        history, steps, refusals, transactions.size(), codes, differences.size())
                .isEmpty();
        System.out.printf(
                "%s: %d steps, %d refused, %d transactions with codes %s, no difference%n",
                history, steps, refusals, transactions.size(), codes);
    }

    /** The functions called. */
    Set<String> functions() {
        return functions;
    }

    /** The validation codes seen. */
    Set<String> codes() {
        return codes;
    }

    int refusals() {
        return refusals;
    }

    @Override
    public void close() {
        embedded.close();
        fabric.close();
    }
}
