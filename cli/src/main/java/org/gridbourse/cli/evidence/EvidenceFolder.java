package org.gridbourse.cli.evidence;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.gridbourse.auditor.evidence.SpreadsheetText;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;

/** Reads the CSV files that {@code gridbourse audit export} writes. */
public final class EvidenceFolder {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

    private final Path folder;

    public EvidenceFolder(Path folder) {
        this.folder = folder;
    }

    public Evidence read() {
        return new Evidence(
                rows("participants.csv", EvidenceFolder::member),
                rows("tariff.csv", EvidenceFolder::tariff),
                rows("orders.csv", EvidenceFolder::orderStep),
                rows("clearings.csv", EvidenceFolder::clearing),
                rows("trades.csv", EvidenceFolder::trade),
                lastRevisions(rows("statements.csv", EvidenceFolder::statement)),
                rows("postings.csv", EvidenceFolder::posting),
                rows("credit.csv", EvidenceFolder::creditChange));
    }

    private <T> List<T> rows(String file, Function<CSVRecord, T> row) {
        try (Reader reader = Files.newBufferedReader(folder.resolve(file), StandardCharsets.UTF_8);
                CSVParser parser = FORMAT.parse(reader)) {
            List<T> rows = new ArrayList<>();
            for (CSVRecord line : parser) {
                rows.add(row.apply(line));
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Member member(CSVRecord row) {
        return new Member(text(row, "participantId"), text(row, "mspId"), number(row, "tieLineWh"));
    }

    private static PeriodTariff tariff(CSVRecord row) {
        return new PeriodTariff(
                text(row, "sessionId"),
                period(row),
                new Tariff(
                        new UnitPrice(number(row, "retailMicroPerKwh")),
                        new UnitPrice(number(row, "feedInMicroPerKwh")),
                        new UnitPrice(number(row, "gridFeeMicroPerKwh"))));
    }

    private static OrderStep orderStep(CSVRecord row) {
        return new OrderStep(
                text(row, "sessionId"),
                period(row),
                text(row, "participantId"),
                Side.valueOf(row.get("side")),
                number(row, "quantityWh"),
                number(row, "limitPriceMicroPerKwh"));
    }

    private static ClearedPeriod clearing(CSVRecord row) {
        String price = row.get("clearingPriceMicroPerKwh");
        return new ClearedPeriod(
                text(row, "sessionId"),
                period(row),
                number(row, "volumeWh"),
                price.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(price)));
    }

    private static TradeRow trade(CSVRecord row) {
        return new TradeRow(
                text(row, "sessionId"),
                period(row),
                text(row, "tradeId"),
                text(row, "buyer"),
                text(row, "seller"),
                number(row, "quantityWh"),
                number(row, "priceMicroPerKwh"),
                TradeRow.Status.valueOf(row.get("status")));
    }

    private static StatementRow statement(CSVRecord row) {
        String side = row.get("side");
        return new StatementRow(
                text(row, "sessionId"),
                period(row),
                text(row, "participantId"),
                Integer.parseInt(row.get("revision")),
                side.isEmpty() ? Optional.empty() : Optional.of(Side.valueOf(side)),
                number(row, "contractedWh"),
                number(row, "meteredWh"),
                number(row, "deliveredWh"),
                number(row, "shortWh"),
                number(row, "overWh"),
                number(row, "netNano"),
                number(row, "gridSoldWh"),
                number(row, "gridBoughtWh"));
    }

    private static List<StatementRow> lastRevisions(List<StatementRow> rows) {
        Map<String, StatementRow> last = new TreeMap<>();
        for (StatementRow row : rows) {
            String key = "%s/%s/%05d".formatted(row.sessionId(), row.participantId(), row.period());
            last.merge(key, row, (a, b) -> b.revision() > a.revision() ? b : a);
        }
        return List.copyOf(last.values());
    }

    private static PostingRow posting(CSVRecord row) {
        return new PostingRow(
                text(row, "transactionId"),
                text(row, "journal"),
                text(row, "account"),
                number(row, "amountNano"),
                text(row, "reason"));
    }

    private static CreditChange creditChange(CSVRecord row) {
        return new CreditChange(
                text(row, "sessionId"),
                text(row, "participantId"),
                Integer.parseInt(row.get("before")),
                Integer.parseInt(row.get("after")),
                text(row, "cause"));
    }

    private static int period(CSVRecord row) {
        return Integer.parseInt(row.get("period"));
    }

    private static long number(CSVRecord row, String column) {
        return Long.parseLong(row.get(column));
    }

    private static String text(CSVRecord row, String column) {
        return SpreadsheetText.text(row.get(column));
    }
}
