package org.gridbourse.cli.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gridbourse.cli.rest.Row;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.Limits;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.CommitRecord.Sealed;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.ReadingRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.node.rule.Decision;
import org.gridbourse.node.trading.KeptReading;
import org.gridbourse.node.trading.LastReading;
import org.gridbourse.node.trading.NodeJournal;
import org.gridbourse.node.trading.NodeStep;
import org.gridbourse.node.trading.SealedOrders;
import org.gridbourse.node.trading.SignedReadings.Measured;
import org.gridbourse.node.trading.StepResult;

/**
 * A node's journal in files: one for each session, {@code NAME.json}, and one for its storages. Each is written before
 * anything of it is sent.
 */
final class FileJournal implements NodeJournal {
    private static final String SESSION_FILE = "session-";
    private static final String SUFFIX = ".json";
    private static final String SEALED = "sealed";
    private static final String DECISIONS = "decisions";
    private static final String READINGS = "readings";
    private static final String STEPS = "steps";

    private final String participantId;
    private final Path folder;
    private final Consumer<String> told;
    private final KeptText storages;
    private final Map<String, JsonObject> sessions = new HashMap<>();
    private final Map<String, LastReading> lastReadings = new HashMap<>();

    /**
     * @param folder that is there
     * @param told hears a line about each step's end
     */
    FileJournal(String participantId, Path folder, Consumer<String> told) {
        this.participantId = participantId;
        this.folder = folder;
        this.told = told;
        this.storages = new KeptText(folder.resolve("storages.json"));
    }

    private JsonObject session(String sessionId) {
        return sessions.computeIfAbsent(sessionId, id -> file(id).read()
                .map(text -> (JsonObject) Json.parse(text, Limits.FILE))
                .orElseGet(() -> JsonObject.builder().build()));
    }

    private KeptText file(String sessionId) {
        return new KeptText(folder.resolve(SESSION_FILE + sessionId + SUFFIX));
    }

    private void put(String sessionId, String member, JsonArray value) {
        JsonObject.Builder changed = JsonObject.builder();
        session(sessionId).members().forEach((name, kept) -> {
            if (!name.equals(member)) {
                changed.put(name, kept);
            }
        });
        JsonObject whole = changed.put(member, value).build();
        file(sessionId).write(Json.write(whole));
        sessions.put(sessionId, whole);
    }

    /** Forgets, in memory alone, sessions of which nobody asks any more. */
    void retain(List<String> sessionIds) {
        sessions.keySet().retainAll(sessionIds);
    }

    private List<Row> rows(String sessionId, String member) {
        return new Row(session(sessionId)).rows(member);
    }

    @Override
    public Optional<SealedOrders> sealedOrders(String sessionId) {
        return rows(sessionId, SEALED).stream()
                .map(row -> new SealedOrders(
                        Math.toIntExact(row.whole("revision")),
                        row.word("salt"),
                        Codecs.schedule(row.object().get("schedule").orElseThrow()),
                        new Sealed(row.word("hash"), new Money(row.whole("declaredNano")), false)))
                .findFirst();
    }

    @Override
    public void keep(String sessionId, SealedOrders sealed) {
        put(
                sessionId,
                SEALED,
                JsonArray.of(List.of(JsonObject.builder()
                        .put("revision", sealed.revision())
                        .put("salt", sealed.salt())
                        .put("schedule", Codecs.json(sealed.schedule()))
                        .put("hash", sealed.sealed().hash())
                        .put("declaredNano", sealed.sealed().declared().nano())
                        .build())));
    }

    @Override
    public void discard(String sessionId, SealedOrders sealed) {
        put(sessionId, SEALED, JsonArray.of(List.of()));
    }

    @Override
    public void keep(String sessionId, List<Decision> decisions) {
        put(
                sessionId,
                DECISIONS,
                JsonArray.of(decisions.stream()
                        .map(decision -> JsonObject.builder()
                                .put("period", decision.period())
                                .put("sentence", decision.sentence())
                                .build())
                        .toList()));
    }

    /** Why it ordered what it ordered, period by period. */
    JsonArray decisions(String sessionId) {
        return (JsonArray) session(sessionId).get(DECISIONS).orElseGet(() -> JsonArray.of(List.of()));
    }

    @Override
    public List<KeptReading> readings(String meterId, SessionRecord session) {
        return rows(session.sessionId(), READINGS).stream()
                .map(FileJournal::kept)
                .filter(each -> each.reading().meterId().equals(meterId))
                .sorted(Comparator.comparing(each -> each.reading().period()))
                .toList();
    }

    private static KeptReading kept(Row row) {
        MeterReading reading =
                RecordType.READING.read(row.row("reading").object()).reading();
        return new KeptReading(reading, Optional.of(row.word("outcome")).filter(word -> !word.isEmpty()));
    }

    private JsonObject json(KeptReading kept) {
        JsonObject.Builder json = JsonObject.builder()
                .put("reading", new ReadingRecord(participantId, ReadingRecord.Series.METER, kept.reading()).toJson());
        kept.outcome().ifPresent(word -> json.put("outcome", word));
        return json.build();
    }

    @Override
    public Optional<LastReading> lastReading(String meterId) {
        return Optional.ofNullable(lastReadings.computeIfAbsent(
                meterId, id -> lastInFiles(id).map(FileJournal::last).orElse(null)));
    }

    private static LastReading last(MeterReading reading) {
        return new LastReading(reading.registers(), reading.sequence());
    }

    private Optional<MeterReading> lastInFiles(String meterId) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(SESSION_FILE) && name.endsWith(SUFFIX))
                    .map(name -> name.substring(SESSION_FILE.length(), name.length() - SUFFIX.length()))
                    .flatMap(sessionId -> rows(sessionId, READINGS).stream())
                    .map(row -> kept(row).reading())
                    .filter(reading -> reading.meterId().equals(meterId))
                    .max(Comparator.comparing(MeterReading::sequence));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    @Override
    public void keep(SessionRecord session, Measured measured) {
        List<KeptReading> all = new ArrayList<>(rows(session.sessionId(), READINGS).stream()
                .map(FileJournal::kept)
                .toList());
        for (MeterReading reading : measured.readings()) {
            all.add(new KeptReading(reading, Optional.empty()));
        }
        keepReadings(session.sessionId(), all);
        measured.readings().forEach(reading -> lastReadings.put(reading.meterId(), last(reading)));
        if (!measured.stateOfCharge().isEmpty()) {
            expect(session, measured.stateOfCharge());
        }
    }

    @Override
    public void note(MeterReading reading, String outcome) {
        keepReadings(
                reading.sessionId(),
                rows(reading.sessionId(), READINGS).stream()
                        .map(FileJournal::kept)
                        .map(kept ->
                                kept.reading().equals(reading) ? new KeptReading(reading, Optional.of(outcome)) : kept)
                        .toList());
    }

    private void keepReadings(String sessionId, List<KeptReading> readings) {
        put(sessionId, READINGS, JsonArray.of(readings.stream().map(this::json).toList()));
    }

    /** Readings of a session that are still to be handed in. */
    long openReadings(String sessionId) {
        return rows(sessionId, READINGS).stream()
                .map(FileJournal::kept)
                .filter(KeptReading::isOpen)
                .count();
    }

    @Override
    public Map<String, Double> stateOfCharge(Instant time) {
        Map<String, Double> states = new TreeMap<>();
        storageRows().stream()
                .filter(row -> !Instant.parse(row.word("ends")).isAfter(time))
                .max(Comparator.comparing(row -> Instant.parse(row.word("ends"))))
                .ifPresent(row -> row.row("stateOfCharge")
                        .object()
                        .members()
                        .keySet()
                        .forEach(name -> states.put(
                                name, Double.valueOf(row.row("stateOfCharge").word(name)))));
        return states;
    }

    private List<Row> storageRows() {
        return storages.read()
                .map(text -> Row.all(Json.parse(text, Limits.FILE)))
                .orElse(List.of());
    }

    @Override
    public void expect(SessionRecord session, Map<String, Double> stateOfCharge) {
        JsonObject.Builder states = JsonObject.builder();
        stateOfCharge.forEach(
                (name, share) -> states.put(name, BigDecimal.valueOf(share).toPlainString()));
        List<JsonObject> rows = new ArrayList<>(storageRows().stream()
                .filter(row -> !row.word("sessionId").equals(session.sessionId()))
                .sorted(Comparator.comparing(row -> Instant.parse(row.word("ends"))))
                .map(Row::object)
                .toList());
        rows.add(JsonObject.builder()
                .put("sessionId", session.sessionId())
                .put("ends", session.end().toString())
                .put("stateOfCharge", states.build())
                .build());
        int kept = 60;
        storages.write(Json.write(JsonArray.of(rows.subList(Math.max(0, rows.size() - kept), rows.size()))));
    }

    @Override
    public Optional<StepResult> result(String sessionId, NodeStep step) {
        return rows(sessionId, STEPS).stream()
                .filter(row -> row.word("step").equals(step.name()))
                .map(row -> new StepResult(step, row.word("outcome"), row.word("detail")))
                .findFirst();
    }

    @Override
    public void note(String sessionId, StepResult result) {
        List<JsonObject> steps = new ArrayList<>(rows(sessionId, STEPS).stream()
                .filter(row -> !row.word("step").equals(result.step().name()))
                .map(Row::object)
                .toList());
        steps.add(JsonObject.builder()
                .put("step", result.step().name())
                .put("outcome", result.outcome())
                .put("detail", result.detail())
                .build());
        put(sessionId, STEPS, JsonArray.of(steps));
        told.accept("%s: %s %s, %s".formatted(sessionId, result.step(), result.outcome(), result.detail()));
    }
}
