package org.gridbourse.market.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonException;
import org.gridbourse.market.ledger.MarketLedger;
import org.junit.jupiter.api.Test;

/** What clients ask: every question reads what it writes. */
class QuestionsTest {
    private static final Paging SECOND = new Paging(Optional.of(20), "fill/s-1/a/003");

    private static Map<Request, Function<Fields, ? extends Request>> questions() {
        Map<Request, Function<Fields, ? extends Request>> questions = new LinkedHashMap<>();
        for (String each : List.of(AskParticipant.ACCOUNT, AskParticipant.PARTICIPANT, AskParticipant.METERS)) {
            questions.put(new AskParticipant(each, "a"), AskParticipant.of(each));
        }
        for (String each : List.of(AskList.SESSIONS, AskList.PARTICIPANTS, AskList.RULES, AskList.RECONCILIATION)) {
            questions.put(new AskList(each, Paging.FIRST), AskList.of(each));
            questions.put(new AskList(each, Paging.from("phase/s-2")), AskList.of(each));
        }
        for (String each :
                List.of(AskInSession.COMMITMENT, AskInSession.FILLS, AskInSession.READINGS, AskInSession.STATEMENTS)) {
            questions.put(new AskInSession(each, "s-1", "a", SECOND), AskInSession.of(each));
        }
        questions.put(new AskSession("s-1", false), AskSession::read);
        questions.put(new AskCredit("a", SECOND), AskCredit::read);
        questions.put(new AskStatementOfAccount("a", Optional.empty(), Paging.FIRST), AskStatementOfAccount::read);
        questions.put(new AskStatementOfAccount("a", Optional.of("s-1"), SECOND), AskStatementOfAccount::read);
        questions.put(new AskOrders("s-1", Optional.empty(), Paging.FIRST), AskOrders::read);
        questions.put(new AskOrders("s-1", Optional.of("a"), SECOND), AskOrders::read);
        questions.put(new AskProposals("s-1", SECOND), AskProposals::read);
        questions.put(new AskSchedules("s-1", "GridMSP", 2, 3), AskSchedules::read);
        questions.put(new AskClearing("s-1", 7), AskClearing::read);
        questions.put(new AskTrade("s-1-007-00001", Optional.of("a")), AskTrade::read);
        questions.put(new AskTrade("s-1-007-00001", Optional.empty()), AskTrade::read);
        questions.put(new AskSurveillance("s-1", new Paging(Optional.of(40_000), "")), AskSurveillance::read);
        questions.put(new AskSupervision("s-1", new Paging(Optional.of(400), "x")), AskSupervision::read);
        questions.put(new AskConsents("a", SECOND), AskConsents::read);
        return questions;
    }

    @Test
    void every_question_of_the_ledger_reads_what_it_writes() {
        questions().forEach((question, reader) -> assertThat((Request) Fields.read(question.toJson(), reader))
                .isEqualTo(question));
        assertThat(questions().keySet().stream().map(Request::function).distinct())
                .containsExactlyInAnyOrderElementsOf(MarketLedger.queryFunctions());
    }

    @Test
    void a_trade_s_id_names_its_session_and_period() {
        AskTrade question = new AskTrade("day-1-007-00012", Optional.empty());
        assertThat(question.sessionId()).isEqualTo("day-1");
        assertThat(question.period()).isEqualTo(7);
    }

    @Test
    void what_cannot_be_a_trade_s_id_is_told_with_its_member() {
        for (String tradeId : List.of("", "s-1", "s-1-07-1", "-007-1", "007-1", "s-1-007")) {
            String json = "{\"tradeId\":\"" + tradeId + "\"}";
            assertThatThrownBy(() -> Fields.read(json, AskTrade::read))
                    .as(tradeId)
                    .isInstanceOf(JsonException.class)
                    .hasMessageContaining("$.tradeId");
            assertThatThrownBy(() -> new AskTrade(tradeId, Optional.empty()))
                    .as(tradeId)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
