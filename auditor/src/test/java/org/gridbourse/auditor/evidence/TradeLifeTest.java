package org.gridbourse.auditor.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.auditor.Audit;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.auditor.ledger.MarketDay;
import org.gridbourse.auditor.ledger.TestChannel;
import org.gridbourse.auditor.ledger.TestLedger;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.money.Posting;
import org.gridbourse.market.record.ConsentRecord;
import org.gridbourse.market.record.DefaultRecord;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.SessionRecord;
import org.junit.jupiter.api.Test;

/** The lives of all trades of an unruly day, against the records of the ledger. */
class TradeLifeTest {
    private static final TestLedger LEDGER = MarketDay.play(5, new MarketDay.Size(8, 6, 2));

    @Test
    void every_posting_that_names_a_trade_is_told_in_its_life_and_no_other() throws Exception {
        Map<String, List<String>> posted = new TreeMap<>();
        for (WrittenRecord record : records()) {
            for (Posting posting : record.postings()) {
                posting.tradeId().ifPresent(tradeId -> posted.computeIfAbsent(tradeId, id -> new ArrayList<>())
                        .add(posting(
                                record.source(),
                                posting.account().name(),
                                posting.amount().nano(),
                                posting.reason().name())));
            }
        }
        Map<String, TradeLife> lives = lives(posted.keySet());
        assertThat(lives).hasSizeGreaterThan(20);
        lives.forEach((tradeId, life) -> {
            List<String> told = life.steps().stream()
                    .flatMap(step -> step.postings().stream()
                            .map(each -> posting(step.source(), each.account(), each.amountNano(), each.reason())))
                    .toList();
            assertThat(told).as(tradeId).containsExactlyInAnyOrderElementsOf(posted.get(tradeId));
        });
    }

    @Test
    void a_default_is_told_before_what_it_does_to_credit_with_the_rule_of_it() throws Exception {
        String voided = records().stream()
                .map(WrittenRecord::record)
                .filter(DefaultRecord.class::isInstance)
                .flatMap(broken -> ((DefaultRecord) broken).voided().stream())
                .map(DefaultRecord.VoidTrade::tradeId)
                .findFirst()
                .orElseThrow();
        TradeLife life = lives(List.of(voided)).get(voided);
        assertThat(life.summary().orElseThrow()).endsWith("VOID");
        List<TradeLife.Step> steps = life.steps();
        int defaults = index(steps, "defaults (PREPAYMENT_DEFAULT)");
        TradeLife.Step credit = steps.subList(defaults, steps.size()).stream()
                .filter(step -> step.what().endsWith("credit is booked"))
                .findFirst()
                .orElseThrow();
        assertThat(credit.rule()).isEqualTo("Not revealed and not prepaid count at once.");
        assertThat(steps.subList(0, defaults)).noneMatch(step -> step.source().equals(credit.source()));
    }

    @Test
    void energy_of_a_gap_is_told_by_the_reading_behind_the_gap() throws Exception {
        // a trade of a participant whose meter was not read at the end of that period but later in the session
        for (String tradeId : tradeIds()) {
            TradeLife life = lives(List.of(tradeId)).get(tradeId);
            boolean shared = life.steps().stream()
                    .filter(step -> step.what().startsWith("Meter "))
                    .anyMatch(step -> step.figures().size() > 1);
            if (shared) {
                assertThat(life.steps())
                        .anyMatch(step -> step.figures().toString().contains("(UNMEASURED)"));
                return;
            }
        }
        throw new AssertionError("no gap in this day");
    }

    @Test
    void consents_of_its_parties_are_told_whatever_they_are_for_if_given_while_its_session_ran() throws Exception {
        List<WrittenRecord> records = records();
        List<WrittenRecord> consents = records.stream()
                .filter(each -> each.record() instanceof ConsentRecord)
                .toList();
        String giver = ((ConsentRecord) consents.get(0).record()).consent().participantId();
        String tradeId = records.stream()
                .filter(each -> each.record() instanceof FillRecord fill
                        && fill.participantId().equals(giver)
                        && !fill.parts().isEmpty())
                .map(each -> ((FillRecord) each.record()).parts().get(0).tradeId())
                .findFirst()
                .orElseThrow();

        TradeLife during = new TradeLife(tradeId);
        TradeLife before = new TradeLife(tradeId);
        consents.forEach(before::written);
        for (WrittenRecord record : records) {
            if (!(record.record() instanceof ConsentRecord)) {
                during.written(record);
                before.written(record);
            }
            if (record.record() instanceof SessionRecord session && tradeId.startsWith(session.sessionId())) {
                consents.forEach(during::written);
            }
        }

        assertThat(during.steps())
                .extracting(TradeLife.Step::what)
                .contains(
                        giver + " consents to a withdrawal", "The consent of " + giver + " to a withdrawal is used up");
        assertThat(before.steps()).noneMatch(step -> step.what().contains("consent"));
    }

    @Test
    void what_cannot_be_a_trade_is_unreadable_and_what_is_none_has_no_steps() throws Exception {
        assertThatThrownBy(() -> new TradeLife("s1"))
                .isInstanceOf(AuditInputException.class)
                .hasMessageContaining("SESSION-007-00001");
        TradeLife none = lives(List.of("s1-000-99999")).get("s1-000-99999");
        assertThat(none.steps()).isEmpty();
        assertThat(none.summary()).isEmpty();
    }

    private static int index(List<TradeLife.Step> steps, String what) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).what().endsWith(what)) {
                return i;
            }
        }
        throw new AssertionError("no step " + what);
    }

    private static String posting(WrittenRecord.Source source, String account, long amountNano, String reason) {
        return "%s %s %d %s".formatted(source.transactionId(), account, amountNano, reason);
    }

    private static List<String> tradeIds() throws AuditInputException {
        return records().stream()
                .map(WrittenRecord::record)
                .filter(FillRecord.class::isInstance)
                .flatMap(fill -> ((FillRecord) fill).parts().stream())
                .map(FillRecord.Part::tradeId)
                .distinct()
                .toList();
    }

    private static List<WrittenRecord> records() throws AuditInputException {
        List<WrittenRecord> records = new ArrayList<>();
        Audit.trusting(TestChannel.shared().genesis()).recordsTo(records::add).verify(LEDGER.source());
        return records;
    }

    private static Map<String, TradeLife> lives(Iterable<String> tradeIds) throws AuditInputException {
        Map<String, TradeLife> lives = new TreeMap<>();
        Audit audit = Audit.trusting(TestChannel.shared().genesis());
        for (String tradeId : tradeIds) {
            TradeLife life = new TradeLife(tradeId);
            lives.put(tradeId, life);
            audit = audit.recordsTo(life);
        }
        audit.verify(LEDGER.source());
        return lives;
    }
}
