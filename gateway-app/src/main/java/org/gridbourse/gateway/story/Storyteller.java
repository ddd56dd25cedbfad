package org.gridbourse.gateway.story;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.gridbourse.gateway.projection.LedgerEvent;
import org.gridbourse.gateway.projection.LedgerRecord;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.ProjectionPart;
import org.gridbourse.gateway.projection.RecordKind;
import org.gridbourse.gateway.projection.RecordReader;
import org.gridbourse.gateway.projection.SessionTerms;
import org.gridbourse.market.record.Phase;
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
        event.records(RecordKind.SESSION).forEach(record -> lines.add(announced(SessionTerms.of(record))));
        event.records(RecordKind.OUTAGE).forEach(record -> lines.add(outage(RecordReader.of(record))));
        event.records(RecordKind.DEFAULT).forEach(record -> lines.add(defaulted(RecordReader.of(record))));
        event.records(RecordKind.PHASE).stream()
                .map(RecordReader::of)
                .filter(phase -> !phase.flag("closing"))
                .forEach(phase ->
                        lines.addAll(phases.entered(phase.text("sessionId"), Phase.valueOf(phase.text("phase")))));
        event.sessionId().ifPresent(sessionId -> lines.addAll(credit(sessionId, event)));
        lines.forEach(line -> write(line, event));
    }

    private static StoryLine announced(SessionTerms terms) {
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
                                terms.start(),
                                Wording.price(cheapest),
                                Wording.price(dearest),
                                terms.currency(),
                                taking));
    }

    private static StoryLine outage(RecordReader outage) {
        return StoryLine.of(
                outage.text("sessionId"), "OUTAGE", "the grid declares an outage: " + outage.text("reason"));
    }

    private StoryLine defaulted(RecordReader broken) {
        String sessionId = broken.text("sessionId");
        String participant = broken.text("participantId");
        String currency = currency(sessionId);
        long forfeited = broken.number("forfeitedNano");
        long fund = broken.number("fundNano");
        List<RecordReader> voided = broken.objects("voided");
        long voidWh =
                voided.stream().mapToLong(trade -> trade.number("quantityWh")).sum();
        String text = broken.text("cause").equals("NOT_REVEALED")
                ? "%s did not reveal: its bid bond of %s goes to the fund"
                        .formatted(participant, Wording.money(forfeited, currency))
                : "%s did not prepay: %s of %s void, of its bid bond %s to partners and %s to the fund"
                        .formatted(
                                participant,
                                Wording.count(voided.size(), "trade", "trades"),
                                Wording.kwh(voidWh),
                                Wording.money(forfeited - fund, currency),
                                Wording.money(fund, currency));
        return StoryLine.of(sessionId, "DEFAULT", text);
    }

    private static List<StoryLine> credit(String sessionId, LedgerEvent event) {
        List<LedgerRecord> changes = event.records(RecordKind.CREDIT_EVENT);
        if (changes.isEmpty()) {
            return List.of();
        }
        String text = changes.stream()
                .map(RecordReader::of)
                .map(change -> "%s %d -> %d (%s)"
                        .formatted(
                                change.text("participantId"),
                                change.number("before"),
                                change.number("after"),
                                change.text("cause").toLowerCase(Locale.ROOT).replace('_', ' ')))
                .collect(Collectors.joining(", "));
        return List.of(StoryLine.of(sessionId, "CREDIT", "credit: " + text));
    }

    private String currency(String sessionId) {
        return view.terms(sessionId).map(SessionTerms::currency).orElse("");
    }

    private void write(StoryLine line, LedgerEvent event) {
        database.sql("insert into story_line (number, session_id, topic, text, received_at)"
                        + " values ((select coalesce(max(number), 0) + 1 from story_line), ?, ?, ?, ?)")
                .params(
                        line.sessionId().orElse(null),
                        line.topic(),
                        shortened(
                                line.sessionId().map(session -> session + ": ").orElse("") + line.text()),
                        Timestamp.from(event.receivedAt()))
                .update();
    }

    /** A reason is whatever somebody wrote; not every database keeps control characters. */
    private static String shortened(String told) {
        String text = told.replaceAll("\\p{Cntrl}", " ");
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX - 1) + "…";
    }
}
