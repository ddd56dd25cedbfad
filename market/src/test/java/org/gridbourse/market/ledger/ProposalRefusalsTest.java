package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.market.ledger.StorageStage.GOOD;
import static org.gridbourse.market.ledger.StorageStage.S;
import static org.gridbourse.market.ledger.TestMarket.NORTH_REPRESENTATIVE;
import static org.gridbourse.market.ledger.TestMarket.OPERATOR;
import static org.gridbourse.market.ledger.TestMarket.prosumer;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.request.AskProposals;
import org.gridbourse.market.request.AskSchedules;
import org.gridbourse.market.request.Paging;
import org.gridbourse.market.request.ProposalRequests;
import org.gridbourse.market.request.ProposeClearing;
import org.gridbourse.market.request.ProposeSchedules;
import org.gridbourse.market.request.ProveProposal;
import org.gridbourse.market.request.Request;
import org.gridbourse.market.state.Caller;
import org.gridbourse.market.storage.Proposal;
import org.gridbourse.market.storage.ProposalScore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the functions of proposals refuse, in the order in which they look. */
class ProposalRefusalsTest {
    private static final Caller STRANGER = prosumer("st");

    /** The stages in which the market may stand. */
    private enum Stand {
        /** Nobody has proposed. */
        OPEN {
            @Override
            TestMarket market() {
                return StorageStage.proposing();
            }
        },
        /** The operator's first head is in. */
        HEAD {
            @Override
            TestMarket market() {
                TestMarket market = StorageStage.proposing();
                StorageStage.submit(market, OPERATOR, requests(market, 1).head());
                return market;
            }
        },
        /** The operator's first proposal is valid. */
        VALID {
            @Override
            TestMarket market() {
                TestMarket market = StorageStage.proposing();
                StorageStage.propose(market, OPERATOR, requests(market, 1));
                return market;
            }
        },
        /** The session is cleared. */
        OVER {
            @Override
            TestMarket market() {
                return StorageStage.proposing().advance(S, Phase.REVEAL);
            }
        };

        abstract TestMarket market();
    }

    private static ProposalRequests requests(TestMarket market, int revision) {
        return StorageStage.requests(market, revision, GOOD);
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @MethodSource("rows")
    void refused_with_its_code_and_nothing_changes(
            String function,
            Refusal code,
            String why,
            Stand stand,
            Caller caller,
            Function<TestMarket, Request> request) {
        TestMarket market = stand.market();
        Request asked = request.apply(market);
        int before = market.state.size();

        assertThat(market.outcome(caller, asked.function(), Json.write(asked.toJson())))
                .contains(code);
        assertThat(asked.function()).isEqualTo(function);
        assertThat(market.state.size()).isEqualTo(before);
    }

    static Stream<Arguments> rows() {
        return Stream.of(heads(), chunks(), proofs(), queries()).flatMap(rows -> rows);
    }

    private static Arguments row(
            Refusal code,
            String why,
            Stand stand,
            Caller caller,
            String function,
            Function<TestMarket, Request> request) {
        return Arguments.of(function, code, why, stand, caller, request);
    }

    private static Stream<Arguments> heads() {
        String propose = ProposeClearing.FUNCTION;
        return Stream.of(
                row(
                        Refusal.REQUEST_INVALID,
                        "a negative score",
                        Stand.OPEN,
                        STRANGER,
                        propose,
                        market -> head(market, 1, GOOD, new ProposalScore(-1, 0))),
                row(Refusal.NOT_AUTHORISED, "a prosumer", Stand.OPEN, STRANGER, propose, market -> head("s-9")),
                row(Refusal.SESSION_UNKNOWN, "of no session", Stand.OPEN, OPERATOR, propose, market -> head("s-9")),
                row(
                        Refusal.CONFLICTING_DUPLICATE,
                        "another under the same revision",
                        Stand.HEAD,
                        OPERATOR,
                        propose,
                        market -> head(market, 1, GOOD, new ProposalScore(0, 0))),
                row(
                        Refusal.WRONG_PHASE,
                        "after the clearing",
                        Stand.OVER,
                        OPERATOR,
                        propose,
                        market -> head(market, 7, GOOD, new ProposalScore(0, 0))),
                row(
                        Refusal.REVISION_OUT_OF_ORDER,
                        "the third after the first",
                        Stand.HEAD,
                        OPERATOR,
                        propose,
                        market -> head(market, 3, new Proposal(List.of(), GOOD.storage()), new ProposalScore(0, 0))),
                row(
                        Refusal.PROPOSAL_INCOMPLETE,
                        "no prices",
                        Stand.HEAD,
                        OPERATOR,
                        propose,
                        market -> head(market, 2, new Proposal(List.of(), GOOD.storage()), new ProposalScore(0, 0))),
                row(
                        Refusal.PROPOSAL_PRICE_OUT_OF_BAND,
                        "a price of 0",
                        Stand.HEAD,
                        OPERATOR,
                        propose,
                        market -> head(
                                market, 2, new Proposal(List.of(0L, 0L), GOOD.storage()), new ProposalScore(0, 0))),
                row(
                        Refusal.PROPOSAL_INCOMPLETE,
                        "no chunk",
                        Stand.VALID,
                        OPERATOR,
                        propose,
                        market -> ProposalRequests.of(place(2), List.of(), GOOD, new ProposalScore(0, Long.MAX_VALUE))
                                .head()),
                row(
                        Refusal.AMOUNT_OUT_OF_RANGE,
                        "a score beyond 64 bits",
                        Stand.VALID,
                        OPERATOR,
                        propose,
                        market -> head(market, 2, GOOD, new ProposalScore(1, Long.MAX_VALUE))),
                row(
                        Refusal.PROPOSAL_NOT_BETTER,
                        "the same again",
                        Stand.VALID,
                        NORTH_REPRESENTATIVE,
                        propose,
                        market -> requests(market, 1).head()));
    }

    private static ProposalRequests.Place place(int revision) {
        return new ProposalRequests.Place(TestMarket.CHANNEL, S, revision);
    }

    private static Request head(TestMarket market, int revision, Proposal proposal, ProposalScore score) {
        return StorageStage.requests(market, revision, proposal, score).head();
    }

    private static Request head(String sessionId) {
        return ProposalRequests.of(
                        new ProposalRequests.Place(TestMarket.CHANNEL, sessionId, 1),
                        List.of(),
                        GOOD,
                        new ProposalScore(0, 0))
                .head();
    }

    private static Stream<Arguments> chunks() {
        String propose = ProposeSchedules.FUNCTION;
        return Stream.of(
                row(Refusal.NOT_AUTHORISED, "a prosumer", Stand.HEAD, STRANGER, propose, market -> chunk("s-9", 1, 0)),
                row(Refusal.SESSION_UNKNOWN, "of none", Stand.HEAD, OPERATOR, propose, market -> chunk("s-9", 1, 0)),
                row(
                        Refusal.CONFLICTING_DUPLICATE,
                        "another in its place",
                        Stand.VALID,
                        OPERATOR,
                        propose,
                        market -> chunk(S, 1, 0)),
                row(Refusal.WRONG_PHASE, "after the clearing", Stand.OVER, OPERATOR, propose, market -> chunk(S, 1, 0)),
                row(
                        Refusal.PROPOSAL_NOT_OPEN,
                        "without a head",
                        Stand.OPEN,
                        OPERATOR,
                        propose,
                        market -> chunk(S, 1, 0)),
                row(
                        Refusal.PROPOSAL_NOT_OPEN,
                        "another organisation's",
                        Stand.HEAD,
                        NORTH_REPRESENTATIVE,
                        propose,
                        market -> chunk(S, 1, 0)),
                row(Refusal.PROPOSAL_NOT_OPEN, "a valid one", Stand.VALID, OPERATOR, propose, market -> chunk(S, 1, 1)),
                row(
                        Refusal.PROPOSAL_CHUNK_MISMATCH,
                        "a second",
                        Stand.HEAD,
                        OPERATOR,
                        propose,
                        market -> chunk(S, 1, 1)),
                row(
                        Refusal.PROPOSAL_CHUNK_MISMATCH,
                        "without schedules",
                        Stand.HEAD,
                        OPERATOR,
                        propose,
                        market -> chunk(S, 1, 0)));
    }

    private static Request chunk(String sessionId, int revision, int chunk) {
        return new ProposeSchedules(sessionId, revision, chunk, List.of());
    }

    private static Stream<Arguments> proofs() {
        String prove = ProveProposal.FUNCTION;
        return Stream.of(
                row(Refusal.NOT_AUTHORISED, "a prosumer", Stand.HEAD, STRANGER, prove, market -> proof("s-9", 0)),
                row(Refusal.SESSION_UNKNOWN, "of none", Stand.HEAD, OPERATOR, prove, market -> proof("s-9", 0)),
                row(Refusal.WRONG_PHASE, "after the clearing", Stand.OVER, OPERATOR, prove, market -> proof(S, 0)),
                row(Refusal.PROPOSAL_NOT_OPEN, "none", Stand.OPEN, OPERATOR, prove, market -> proof(S, 0)),
                row(Refusal.PROPOSAL_NOT_OPEN, "a valid one", Stand.VALID, OPERATOR, prove, market -> proof(S, 1)),
                row(Refusal.STEP_OUT_OF_ORDER, "the second first", Stand.HEAD, OPERATOR, prove, market -> proof(S, 1)),
                row(
                        Refusal.PROPOSAL_INCOMPLETE,
                        "a chunk is missing",
                        Stand.HEAD,
                        OPERATOR,
                        prove,
                        market -> proof(S, 0)));
    }

    private static Request proof(String sessionId, int step) {
        return new ProveProposal(sessionId, 1, step);
    }

    private static Stream<Arguments> queries() {
        Caller nobody = new Caller("NorthMSP", Optional.empty(), Optional.empty());
        String all = AskProposals.FUNCTION;
        String one = AskSchedules.FUNCTION;
        return Stream.of(
                row(Refusal.NOT_AUTHORISED, "no role", Stand.HEAD, nobody, all, market -> ask("s-9")),
                row(Refusal.SESSION_UNKNOWN, "of none", Stand.HEAD, OPERATOR, all, market -> ask("s-9")),
                row(Refusal.NOT_AUTHORISED, "no role", Stand.HEAD, nobody, one, market -> askOne("s-9")),
                row(Refusal.SESSION_UNKNOWN, "of none", Stand.HEAD, OPERATOR, one, market -> askOne("s-9")),
                row(Refusal.RECORD_UNKNOWN, "not in yet", Stand.HEAD, OPERATOR, one, market -> askOne(S)));
    }

    private static Request ask(String sessionId) {
        return new AskProposals(sessionId, Paging.FIRST);
    }

    private static Request askOne(String sessionId) {
        return new AskSchedules(sessionId, "GridMSP", 1, 0);
    }
}
