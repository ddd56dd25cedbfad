package org.gridbourse.cli.market;

import java.util.stream.Stream;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonNull;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.money.Posting;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.settlement.PeriodSettlement;
import org.gridbourse.market.settlement.SettledParticipant;
import org.gridbourse.market.settlement.Statement;

/** A settled period, for programs and for people. */
final class SettlementAnswer {
    private final PeriodSettlement settled;

    private SettlementAnswer(PeriodSettlement settled) {
        this.settled = settled;
    }

    static Answer of(PeriodReader.WrittenPeriod period) {
        SettlementAnswer answer = new SettlementAnswer(period.settle());
        return new Answer(answer.json(), answer::text, false);
    }

    private JsonObject json() {
        JsonObject grid = JsonObject.builder()
                .put("netNano", settled.gridNet().nano())
                .put("soldWh", settled.soldByGrid().wh())
                .put("boughtWh", settled.boughtByGrid().wh())
                .build();
        return JsonObject.builder()
                .put(
                        "statements",
                        JsonArray.of(settled.participants().stream()
                                .map(SettlementAnswer::statement)
                                .toList()))
                .put(
                        "postings",
                        JsonArray.of(postings().map(SettlementAnswer::posting).toList()))
                .put("grid", grid)
                .put("fundNano", settled.fundNet().nano())
                .put("sumNano", settled.sum().nano())
                .build();
    }

    private static JsonObject statement(SettledParticipant participant) {
        Statement statement = participant.statement();
        JsonValue side = statement
                .side()
                .<JsonValue>map(each -> new JsonText(each.name()))
                .orElse(JsonNull.NULL);
        return JsonObject.builder()
                .put("participantId", statement.participantId())
                .put("side", side)
                .put("contractedWh", statement.contracted().wh())
                .put("meteredWh", statement.meteredWh())
                .put("deliveredWh", statement.delivered().wh())
                .put("shortWh", statement.missed().wh())
                .put("overWh", statement.over().wh())
                .put("pooledBoughtWh", statement.pooled().bought().wh())
                .put("pooledSoldWh", statement.pooled().sold().wh())
                .put("netNano", statement.net().nano())
                .put(
                        "arrearsNano",
                        participant.settlement().balances().arrears().nano())
                .put("creditBefore", participant.pointsBefore())
                .put("creditAfter", participant.pointsAfter())
                .build();
    }

    private static JsonObject posting(Posting posting) {
        JsonObject.Builder json = JsonObject.builder()
                .put("account", posting.account().name())
                .put("amountNano", posting.amount().nano())
                .put("reason", posting.reason().name());
        posting.tradeId().ifPresent(tradeId -> json.put("tradeId", tradeId));
        return json.build();
    }

    private Stream<Posting> postings() {
        return settled.participants().stream()
                .flatMap(participant -> participant.settlement().journal().postings().stream());
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (SettledParticipant participant : settled.participants()) {
            text.append(line(participant));
        }
        text.append("grid: net %s, sold %s kWh, bought %s kWh; fund: %s; everything adds up to %s%n"
                .formatted(
                        Decimals.exact(settled.gridNet(), 9),
                        Decimals.exact(settled.soldByGrid(), 3),
                        Decimals.exact(settled.boughtByGrid(), 3),
                        Decimals.exact(settled.fundNet(), 9),
                        Decimals.exact(settled.sum(), 9)));
        for (Posting posting : (Iterable<Posting>) postings()::iterator) {
            text.append("  %s %s %s%s%n"
                    .formatted(
                            posting.account(),
                            Decimals.exact(posting.amount(), 9),
                            posting.reason(),
                            posting.tradeId().map(" "::concat).orElse("")));
        }
        return text.toString();
    }

    private static String line(SettledParticipant participant) {
        Statement statement = participant.statement();
        String contract = statement
                .side()
                .map(side -> "%s %s kWh contracted, %s delivered, %s missing, %s beyond"
                        .formatted(
                                side,
                                Decimals.exact(statement.contracted(), 3),
                                Decimals.exact(statement.delivered(), 3),
                                Decimals.exact(statement.missed(), 3),
                                Decimals.exact(statement.over(), 3)))
                .orElse("no trade");
        return "%s: %s, %s kWh from and %s to peers; net %s, arrears %s, credit %d to %d%n"
                .formatted(
                        statement.participantId(),
                        contract,
                        Decimals.exact(statement.pooled().bought(), 3),
                        Decimals.exact(statement.pooled().sold(), 3),
                        Decimals.exact(statement.net(), 9),
                        Decimals.exact(participant.settlement().balances().arrears(), 9),
                        participant.pointsBefore(),
                        participant.pointsAfter());
    }
}
