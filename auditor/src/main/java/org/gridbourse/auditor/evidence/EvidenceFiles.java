package org.gridbourse.auditor.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.gridbourse.auditor.market.RecordListener;
import org.gridbourse.auditor.market.Values;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.json.JsonNumber;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;

/**
 * Writes the evidence tables while the ledger is audited: who was registered, what was ordered, cleared, metered, settled, posted
 * and credited, each row with the block and the transaction that wrote it.
 */
public final class EvidenceFiles implements RecordListener, AutoCloseable {
    private final Table orders;
    private final Table clearings;
    private final Table trades;
    private final Table readings;
    private final Table statements;
    private final Table tariff;
    private final Table postings;
    private final Table credit;
    private final Table participants;
    private final List<Table> all = new ArrayList<>();
    private final Path folder;

    private final TreeMap<String, WrittenRecord> lastRegistration = new TreeMap<>();
    private final SessionTables.Open sessions = new SessionTables.Open();
    private String transaction = "";

    /** @param folder is made if it is not there */
    public EvidenceFiles(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        orders = table(
                "orders",
                "sessionId,period,orderId,participantId,side,step,quantityWh,limitPriceMicroPerKwh,block,transactionId");
        clearings =
                table("clearings", "sessionId,period,volumeWh,clearingPriceMicroPerKwh,low,high,block,transactionId");
        trades = table(
                "trades",
                "sessionId,period,tradeId,buyer,seller,quantityWh,priceMicroPerKwh,status,block,transactionId");
        readings = table(
                "readings",
                "sessionId,period,participantId,meterId,revision,importWh,exportWh,quality,block,transactionId");
        statements = table(
                "statements",
                "sessionId,period,participantId,revision,side,contractedWh,meteredWh,deliveredWh,shortWh,overWh,netNano,"
                        + "gridSoldWh,gridBoughtWh,block,transactionId");
        tariff = table(
                "tariff",
                "sessionId,period,retailMicroPerKwh,feedInMicroPerKwh,gridFeeMicroPerKwh,block,transactionId");
        postings = table("postings", "transactionId,journal,account,amountNano,reason,tradeId,block");
        credit = table("credit", "transactionId,sessionId,participantId,before,after,cause,block");
        participants = table("participants", "participantId,mspId,tieLineWh,block,transactionId");
    }

    private Table table(String name, String columns) {
        Table table = new Table(folder, name, List.of(columns.split(",")));
        all.add(table);
        return table;
    }

    @Override
    public void written(WrittenRecord record) {
        if (!transaction.equals(record.source().transactionId())) {
            sessions.writeEnded(trades, readings);
            transaction = record.source().transactionId();
        }
        switch (record.type()) {
            case "participant" -> lastRegistration.put(record.text("participantId"), record);
            case "session" -> tariff(record);
            case "orders" -> orders(record);
            case "clearing" -> clearing(record);
            case "statement" -> statement(record);
            case "creditevent" -> creditEvent(record);
            default -> {
                // records that only support the others; their postings follow
            }
        }
        sessions.add(record);
        postings(record);
    }

    @Override
    public void end() {
        lastRegistration.forEach((id, record) -> participants.row(
                id,
                record.text("mspId"),
                record.number("tieLineWh"),
                record.source().block(),
                record.source().transactionId()));
        sessions.writeAll(trades, readings);
    }

    @Override
    public void close() {
        all.forEach(Table::close);
    }

    private void tariff(WrittenRecord record) {
        long period = 0;
        for (JsonObject each : Values.objects(record.value(), "tariffs")) {
            tariff.row(
                    record.text("sessionId"),
                    period++,
                    Values.number(each, "retailMicroPerKwh"),
                    Values.number(each, "feedInMicroPerKwh"),
                    Values.number(each, "gridFeeMicroPerKwh"),
                    record.source().block(),
                    record.source().transactionId());
        }
    }

    private void orders(WrittenRecord record) {
        String participant = record.text("participantId");
        for (JsonObject order : Values.objects(record.value(), "schedule")) {
            long period = Values.number(order, "period");
            long step = 0;
            for (JsonObject each : Values.objects(order, "steps")) {
                orders.row(
                        record.text("sessionId"),
                        period,
                        "%s-%03d-%s".formatted(record.text("sessionId"), period, participant),
                        participant,
                        Values.text(order, "side"),
                        step++,
                        Values.number(each, "quantityWh"),
                        Values.number(each, "limitPriceMicroPerKwh"),
                        record.source().block(),
                        record.source().transactionId());
            }
        }
    }

    private void clearing(WrittenRecord record) {
        clearings.row(
                record.text("sessionId"),
                record.number("period"),
                record.number("volumeWh"),
                orNull(record, "clearingPriceMicroPerKwh"),
                orNull(record, "lowMicroPerKwh"),
                orNull(record, "highMicroPerKwh"),
                record.source().block(),
                record.source().transactionId());
    }

    private void statement(WrittenRecord record) {
        statements.row(
                record.text("sessionId"),
                record.number("period"),
                record.text("participantId"),
                record.number("revision"),
                orNull(record, "side"),
                record.number("contractedWh"),
                record.number("meteredWh"),
                record.number("deliveredWh"),
                record.number("shortWh"),
                record.number("overWh"),
                record.number("netNano"),
                record.number("gridSoldWh"),
                record.number("gridBoughtWh"),
                record.source().block(),
                record.source().transactionId());
    }

    private void creditEvent(WrittenRecord record) {
        credit.row(
                record.source().transactionId(),
                record.text("sessionId"),
                record.text("participantId"),
                record.number("before"),
                record.number("after"),
                record.text("cause"),
                record.source().block());
    }

    private void postings(WrittenRecord record) {
        for (JsonObject posting : Values.objects(record.value(), "journal")) {
            postings.row(
                    record.source().transactionId(),
                    record.key(),
                    Values.text(posting, "account"),
                    Values.number(posting, "amountNano"),
                    Values.text(posting, "reason"),
                    posting.get("tradeId").isPresent() ? Values.text(posting, "tradeId") : null,
                    record.source().block());
        }
    }

    private static Object orNull(WrittenRecord record, String name) {
        JsonValue value = record.value().get(name).orElse(null);
        if (value instanceof JsonNumber number) {
            return number.value();
        }
        return value instanceof JsonText text ? text.value() : null;
    }
}
