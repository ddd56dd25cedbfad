package org.gridbourse.cli.bill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.gridbourse.auditor.evidence.SpreadsheetText;
import org.gridbourse.cli.output.IndentedJson;
import org.gridbourse.market.bill.Bill;
import org.gridbourse.market.bill.BillLine;
import org.gridbourse.market.bill.Explanation;
import org.gridbourse.market.bill.OtherAmount;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonNull;
import org.gridbourse.market.json.JsonNumber;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StatementRecord.Figures;

/**
 * Writes bills as JSON and CSV: energies in Wh, prices in micro-units per kWh, money in nano-units. The rows of a CSV file
 * add up to what the bill says: what was paid or got apart from energy has rows of its own, without a period.
 */
public final class BillFiles {
    private static final String[] HEADER = {
        "sessionId",
        "period",
        "side",
        "contractedWh",
        "deliveredWh",
        "shortWh",
        "overWh",
        "priceMicroPerKwh",
        "boughtFromGridWh",
        "soldToGridWh",
        "retailMicroPerKwh",
        "feedInMicroPerKwh",
        "gridFeeMicroPerKwh",
        "netNano",
        "gridOnlyNano",
        "savedNano",
        "startUtc",
        "currency",
        "net",
        "what",
        "ledger"
    };
    private static final int NET = List.of(HEADER).indexOf("netNano");
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader(HEADER)
            .setRecordSeparator('\n')
            .get();

    private final Path folder;
    private final String currency;

    private final Map<String, SessionRecord> sessions;

    /** @param sessions as announced, which name the times of periods */
    public BillFiles(Path folder, String currency, List<SessionRecord> sessions) {
        this.folder = folder;
        this.currency = currency;
        this.sessions = sessions.stream().collect(Collectors.toMap(SessionRecord::sessionId, each -> each));
    }

    public void write(List<ParticipantBill> bills) throws IOException {
        Files.createDirectories(folder);
        for (ParticipantBill bill : bills) {
            Files.writeString(folder.resolve(bill.participantId() + ".json"), IndentedJson.of(json(bill)));
            writeCsv(bill, folder.resolve(bill.participantId() + ".csv"));
        }
    }

    private JsonObject json(ParticipantBill bill) {
        return JsonObject.builder()
                .put("participantId", bill.participantId())
                .put("currency", currency)
                .put("ledger", ledger())
                .put(
                        "sessions",
                        JsonArray.of(bill.sessions().stream()
                                .map(session -> session(bill.participantId(), session))
                                .toList()))
                .put("gridOnlyNano", bill.gridOnly().nano())
                .put("withMarketNano", bill.withMarket().nano())
                .put("savedNano", bill.saved().nano())
                .put("creditBefore", bill.creditBefore())
                .put("creditAfter", bill.creditAfter())
                .build();
    }

    /** Whether its hours are hours of the day; all sessions of a ledger say the same. */
    private String ledger() {
        return sessions.values().stream().anyMatch(SessionRecord::isSimulated) ? "SIMULATED" : "REAL";
    }

    private static JsonObject session(String participantId, Bill session) {
        return JsonObject.builder()
                .put("sessionId", session.sessionId())
                .put(
                        "periods",
                        JsonArray.of(
                                session.lines().stream().map(BillFiles::period).toList()))
                .put(
                        "otherAmounts",
                        JsonArray.of(session.otherAmounts().stream()
                                .map(other -> other(participantId, other))
                                .toList()))
                .put("gridOnlyNano", session.gridOnly().nano())
                .put("withMarketNano", session.total().nano())
                .put("savedNano", session.saved().nano())
                .build();
    }

    private static JsonObject period(BillLine line) {
        Figures figures = line.statement().figures();
        return JsonObject.builder()
                .put("period", line.statement().period())
                .put("explanation", Explanation.of(line))
                .put("contractedWh", figures.contracted().wh())
                .put("deliveredWh", figures.delivered().wh())
                .put("shortWh", figures.missed().wh())
                .put("overWh", figures.over().wh())
                .put("boughtFromGridWh", figures.soldByGrid().wh())
                .put("soldToGridWh", figures.boughtByGrid().wh())
                .put("tariff", Codecs.json(line.tariff()))
                .put("netNano", line.net().nano())
                .put("gridOnlyNano", line.gridOnly().nano())
                .put("savedNano", line.saved().nano())
                .put(
                        "side",
                        figures.side()
                                .<JsonValue>map(side -> new JsonText(side.name()))
                                .orElse(JsonNull.NULL))
                .put(
                        "priceMicroPerKwh",
                        line.price()
                                .<JsonValue>map(price -> new JsonNumber(price.microPerKwh()))
                                .orElse(JsonNull.NULL))
                .build();
    }

    private static JsonObject other(String participantId, OtherAmount other) {
        return JsonObject.builder()
                .put("reason", Explanation.of(other, participantId))
                .put("amountNano", other.amount().nano())
                .build();
    }

    private void writeCsv(ParticipantBill bill, Path file) throws IOException {
        try (CSVPrinter csv = new CSVPrinter(Files.newBufferedWriter(file), FORMAT)) {
            for (Bill session : bill.sessions()) {
                for (BillLine line : session.lines()) {
                    csv.printRecord(row(session.sessionId(), line));
                }
                for (OtherAmount other : session.otherAmounts()) {
                    csv.printRecord(row(session, other));
                }
            }
        }
    }

    private List<Object> row(String sessionId, BillLine line) {
        Figures figures = line.statement().figures();
        return List.of(
                SpreadsheetText.cell(sessionId),
                line.statement().period(),
                figures.side().map(Enum::name).orElse(""),
                figures.contracted().wh(),
                figures.delivered().wh(),
                figures.missed().wh(),
                figures.over().wh(),
                line.price().map(price -> Long.toString(price.microPerKwh())).orElse(""),
                figures.soldByGrid().wh(),
                figures.boughtByGrid().wh(),
                line.tariff().retail().microPerKwh(),
                line.tariff().feedIn().microPerKwh(),
                line.tariff().gridFee().microPerKwh(),
                line.net().nano(),
                line.gridOnly().nano(),
                line.saved().nano(),
                sessions.get(sessionId).startOf(line.statement().period()),
                currency,
                Decimals.exact(line.net()),
                SpreadsheetText.cell(Explanation.of(line)),
                ledger());
    }

    private List<Object> row(Bill session, OtherAmount other) {
        List<Object> row = new ArrayList<>(Collections.nCopies(HEADER.length, ""));
        row.set(0, SpreadsheetText.cell(session.sessionId()));
        row.set(NET, other.amount().nano());
        row.set(NET + 1, 0);
        row.set(NET + 2, other.amount().nano());
        row.set(NET + 4, currency);
        row.set(NET + 5, Decimals.exact(other.amount()));
        row.set(NET + 6, SpreadsheetText.cell(Explanation.of(other, session.participantId())));
        row.set(NET + 7, ledger());
        return row;
    }
}
