package org.gridbourse.cli.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.cli.bill.ParticipantBill;
import org.gridbourse.cli.evidence.Evidence;
import org.gridbourse.cli.evidence.TradeRow;
import org.gridbourse.cli.output.IndentedJson;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.StatementRecord;

/** The day in figures, as {@code summary.json}: energies in Wh, money in nano, durations in whole seconds. */
public final class Summary {
    private final Report report;

    private Summary(Report report) {
        this.report = report;
    }

    /** @param seconds how long each part of the day took */
    public static String of(Report report, Map<String, Double> seconds) {
        return IndentedJson.of(new Summary(report).json(seconds));
    }

    private JsonObject json(Map<String, Double> seconds) {
        Evidence evidence = report.evidence();
        List<String> sessions = evidence.sessionIds();
        List<TradeRow> standing =
                evidence.trades().stream().filter(TradeRow::stands).toList();
        return JsonObject.builder()
                .put("community", report.community().name())
                .put("network", report.network())
                .put("simulated", evidence.isSimulated())
                .put("session", sessions.get(sessions.size() - 1))
                .put("sessions", JsonArray.ofTexts(sessions))
                .put("currency", report.community().currency())
                .put("participants", report.community().participants().size())
                .put("periods", report.community().sessions().periods())
                .put("seed", report.seed())
                .put(
                        "peerVolumeWh",
                        standing.stream().mapToLong(TradeRow::quantityWh).sum())
                .put("trades", standing.size())
                .put("voidTrades", evidence.trades().size() - standing.size())
                .put("grid", grid(evidence))
                .put(
                        "results",
                        JsonArray.of(
                                report.bills().stream().map(Summary::result).toList()))
                .put("sumNano", evidence.sum().nano())
                .put("audit", audit())
                .put("seconds", seconds(seconds))
                .build();
    }

    private static JsonObject grid(Evidence evidence) {
        List<StatementRecord.Figures> figures =
                evidence.statements().stream().map(StatementRecord::figures).toList();
        return JsonObject.builder()
                .put(
                        "soldWh",
                        figures.stream()
                                .mapToLong(each -> each.soldByGrid().wh())
                                .sum())
                .put(
                        "boughtWh",
                        figures.stream()
                                .mapToLong(each -> each.boughtByGrid().wh())
                                .sum())
                .put("netNano", evidence.gridNet().nano())
                .build();
    }

    private static JsonObject result(ParticipantBill bill) {
        return JsonObject.builder()
                .put("participantId", bill.participantId())
                .put("gridOnlyNano", bill.gridOnly().nano())
                .put("withMarketNano", bill.withMarket().nano())
                .put("savedNano", bill.saved().nano())
                .put("creditBefore", bill.creditBefore())
                .put("creditAfter", bill.creditAfter())
                .put("shortWh", bill.missed().wh())
                .build();
    }

    private JsonObject audit() {
        return JsonObject.builder()
                .put("valid", report.verdict().valid())
                .put("blocks", report.verdict().blocks())
                .put("transactions", report.verdict().transactions())
                .put("headHash", report.verdict().headHash())
                .build();
    }

    private static JsonObject seconds(Map<String, Double> seconds) {
        JsonObject.Builder json = JsonObject.builder();
        new TreeMap<>(seconds).forEach((part, duration) -> json.put(part, Math.round(duration)));
        return json.build();
    }
}
