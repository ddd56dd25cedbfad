package org.gridbourse.gateway.story;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.gridbourse.gateway.projection.LedgerEvent;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.ProjectionPart;
import org.gridbourse.gateway.projection.Remark;
import org.gridbourse.market.bill.Explanation;
import org.gridbourse.market.credit.CreditCause;
import org.gridbourse.market.record.CreditEventRecord;
import org.gridbourse.market.record.DefaultRecord;
import org.gridbourse.market.record.OutageRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.tariff.Tariff;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells the day as it goes: what each event means to people, in the order of the ledger. */
final class Storyteller implements ProjectionPart {
    private static final int TEXT_MAX = 4_000;

    private final JdbcClient database;
    private final LedgerView view;
    private final PhaseStory phases;

    Storyteller(JdbcClient database, LedgerView view, PhaseStory phases) {
        this.database = database;
        this.view = view;
        this.phases = phases;
    }

    @Override
    public void apply(LedgerEvent event) {
        List<StoryLine> lines = new ArrayList<>();
        event.records(RecordType.SESSION).forEach(session -> lines.add(announced(session)));
        event.records(RecordType.OUTAGE).forEach(outage -> lines.add(outage(outage)));
        event.records(RecordType.DEFAULT).forEach(broken -> lines.add(defaulted(broken)));
        event.records(RecordType.PHASE).stream()
                .filter(reached -> !reached.closing())
                .forEach(reached -> lines.addAll(phases.entered(reached.sessionId(), reached.phase())));
        event.sessionId().ifPresent(sessionId -> lines.addAll(credit(sessionId, event)));
        lines.forEach(line -> write(line, event.receivedAt()));
    }

    void add(Remark remark, Instant at) {
        write(StoryLine.of(remark.sessionId(), remark.topic(), remark.text()), at);
    }

    private static StoryLine announced(SessionRecord terms) {
        long dearest = terms.tariffs().stream()
                .mapToLong(tariff -> tariff.retail().microPerKwh())
                .max()
                .orElse(0);
        long cheapest = terms.tariffs().stream()
                .mapToLong(tariff -> tariff.retail().microPerKwh())
                .min()
                .orElse(0);
        long taking = terms.tariffs().stream().filter(Tariff::takesOrders).count();
        return StoryLine.of(
                terms.sessionId(),
                "SESSION",
                "is announced: %d periods of %d min from %s, retail %s to %s %s/kWh, orders in %d of them"
                        .formatted(
                                terms.periods(),
                                terms.periodMinutes(),
                                terms.startOf(0),
                                Wording.price(cheapest),
                                Wording.price(dearest),
                                terms.currency(),
                                taking));
    }

    private static StoryLine outage(OutageRecord outage) {
        return StoryLine.of(outage.sessionId(), "OUTAGE", "the grid declares an outage: " + outage.reason());
    }

    private StoryLine defaulted(DefaultRecord broken) {
        String sessionId = broken.sessionId();
        String participant = broken.participantId();
        String currency = currency(sessionId);
        long bidBond = broken.bidBond().nano();
        long voidWh = broken.voided().stream()
                .mapToLong(trade -> trade.quantity().wh())
                .sum();
        String text = broken.cause() == CreditCause.NOT_REVEALED
                ? "%s did not reveal: its bid bond of %s goes to the fund"
                        .formatted(participant, Wording.money(bidBond, currency))
                : "%s did not prepay: %s of %s void, its bid bond of %s is held for what its partners lose"
                        .formatted(
                                participant,
                                Wording.count(broken.voided().size(), "trade", "trades"),
                                Wording.kwh(voidWh),
                                Wording.money(bidBond, currency));
        return StoryLine.of(sessionId, "DEFAULT", text);
    }

    private static List<StoryLine> credit(String sessionId, LedgerEvent event) {
        List<CreditEventRecord> changes = event.records(RecordType.CREDIT_EVENT);
        if (changes.isEmpty()) {
            return List.of();
        }
        String text = changes.stream().map(Storyteller::changed).collect(Collectors.joining(", "));
        return List.of(StoryLine.of(sessionId, "CREDIT", "credit: " + text));
    }

    /** A loss with its reason; a gain is what everybody expects. */
    private static String changed(CreditEventRecord credit) {
        String score = "%s %d -> %d"
                .formatted(
                        credit.participantId(),
                        credit.change().before(),
                        credit.change().after());
        return credit.change().pointsMilli() < 0 ? "%s (%s)".formatted(score, Explanation.of(credit.change())) : score;
    }

    private String currency(String sessionId) {
        return view.session(sessionId).map(SessionRecord::currency).orElse("");
    }

    private void write(StoryLine line, Instant at) {
        database.sql("insert into story_line (number, session_id, topic, text, received_at)"
                        + " values ((select coalesce(max(number), 0) + 1 from story_line), ?, ?, ?, ?)")
                .params(
                        line.sessionId().orElse(null),
                        line.topic(),
                        shortened(
                                line.sessionId().map(session -> session + ": ").orElse("") + line.text()),
                        Timestamp.from(at))
                .update();
    }

    /** A reason is whatever somebody wrote; not every database keeps control characters. */
    private static String shortened(String told) {
        String text = told.replaceAll("\\p{Cntrl}", " ");
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX - 1) + "…";
    }
}
