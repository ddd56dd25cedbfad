package org.gridbourse.cli.bill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import org.gridbourse.auditor.evidence.SpreadsheetText;
import org.gridbourse.cli.IndentedJson;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonNull;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.tariff.Tariff;

/** Writes bills as JSON and CSV: energies in Wh, prices in micro-units per kWh, money in nano-units. */
public final class BillFiles {
    private static final String HEADER = "sessionId,period,side,contractedWh,deliveredWh,shortWh,overWh,"
            + "priceMicroPerKwh,boughtFromGridWh,soldToGridWh,retailMicroPerKwh,feedInMicroPerKwh,gridFeeMicroPerKwh,"
            + "netNano,gridOnlyNano,savedNano";

    private final Path folder;
    private final String currency;

    public BillFiles(Path folder, String currency) {
        this.folder = folder;
        this.currency = currency;
    }

    public void write(List<Bill> bills) throws IOException {
        Files.createDirectories(folder);
        for (Bill bill : bills) {
            Files.writeString(folder.resolve(bill.participantId() + ".json"), IndentedJson.of(json(bill)));
            Files.writeString(folder.resolve(bill.participantId() + ".csv"), csv(bill), StandardCharsets.UTF_8);
        }
    }

    private JsonObject json(Bill bill) {
        return JsonObject.builder()
                .put("participantId", bill.participantId())
                .put("currency", currency)
                .put(
                        "sessions",
                        JsonArray.of(bill.sessions().stream().map(this::session).toList()))
                .put("gridOnlyNano", bill.gridOnlyNano())
                .put("withMarketNano", bill.withMarketNano())
                .put("savedNano", bill.savedNano())
                .put("creditBefore", bill.creditBefore())
                .put("creditAfter", bill.creditAfter())
                .build();
    }

    private JsonObject session(SessionBill session) {
        return JsonObject.builder()
                .put("sessionId", session.sessionId())
                .put(
                        "periods",
                        JsonArray.of(
                                session.periods().stream().map(this::period).toList()))
                .put(
                        "otherAmounts",
                        JsonArray.of(
                                session.otherAmounts().stream().map(this::other).toList()))
                .put("gridOnlyNano", session.gridOnlyNano())
                .put("withMarketNano", session.withMarketNano())
                .put("savedNano", session.savedNano())
                .build();
    }

    private JsonObject period(BillPeriod period) {
        JsonObject.Builder line = JsonObject.builder()
                .put("period", period.period())
                .put("contractedWh", period.statement().contractedWh())
                .put("deliveredWh", period.statement().deliveredWh())
                .put("shortWh", period.statement().shortWh())
                .put("overWh", period.statement().overWh())
                .put("boughtFromGridWh", period.boughtFromGridWh())
                .put("soldToGridWh", period.soldToGridWh())
                .put("tariff", tariff(period.tariff()))
                .put("netNano", period.netNano())
                .put("gridOnlyNano", period.gridOnlyNano())
                .put("savedNano", period.savedNano());
        period.side().ifPresentOrElse(side -> line.put("side", side.name()), () -> line.put("side", JsonNull.NULL));
        period.priceMicroPerKwh()
                .ifPresentOrElse(
                        price -> line.put("priceMicroPerKwh", price),
                        () -> line.put("priceMicroPerKwh", JsonNull.NULL));
        return line.build();
    }

    private JsonObject tariff(Tariff tariff) {
        return JsonObject.builder()
                .put("retailMicroPerKwh", tariff.retail().microPerKwh())
                .put("feedInMicroPerKwh", tariff.feedIn().microPerKwh())
                .put("gridFeeMicroPerKwh", tariff.gridFee().microPerKwh())
                .build();
    }

    private JsonObject other(OtherAmount other) {
        return JsonObject.builder()
                .put("reason", other.reason())
                .put("amountNano", other.amountNano())
                .build();
    }

    private static String csv(Bill bill) {
        StringBuilder csv = new StringBuilder(HEADER).append('\n');
        for (SessionBill session : bill.sessions()) {
            session.periods().forEach(period -> csv.append(csvLine(session.sessionId(), period))
                    .append('\n'));
        }
        return csv.toString();
    }

    private static String csvLine(String sessionId, BillPeriod period) {
        StringJoiner line = new StringJoiner(",")
                .add(SpreadsheetText.cell(sessionId))
                .add(Integer.toString(period.period()))
                .add(period.side().map(Enum::name).orElse(""));
        line.add(Long.toString(period.statement().contractedWh()))
                .add(Long.toString(period.statement().deliveredWh()))
                .add(Long.toString(period.statement().shortWh()))
                .add(Long.toString(period.statement().overWh()))
                .add(
                        period.priceMicroPerKwh().isPresent()
                                ? Long.toString(period.priceMicroPerKwh().getAsLong())
                                : "")
                .add(Long.toString(period.boughtFromGridWh()))
                .add(Long.toString(period.soldToGridWh()));
        line.add(Long.toString(period.tariff().retail().microPerKwh()))
                .add(Long.toString(period.tariff().feedIn().microPerKwh()))
                .add(Long.toString(period.tariff().gridFee().microPerKwh()))
                .add(Long.toString(period.netNano()))
                .add(Long.toString(period.gridOnlyNano()))
                .add(Long.toString(period.savedNano()));
        return line.toString();
    }
}
