package org.gridbourse.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.cli.demo.ExportedRows.number;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The rulebook once more, written from its text alone, without a class of the market: clears, settles and scores a day
 * from the exported tables and compares.
 */
final class IndependentBooks {
    private static final int FIRST_SCORE = 600;

    private final ExportedRows participants;
    private final ExportedRows tariffs;
    private final ExportedRows orders;
    private final ExportedRows clearings;
    private final ExportedRows trades;
    private final ExportedRows readings;
    private final ExportedRows statements;
    private final ExportedRows postings;
    private final ExportedRows credit;

    IndependentBooks(Path export) throws IOException {
        participants = new ExportedRows(export.resolve("participants.csv"));
        tariffs = new ExportedRows(export.resolve("tariff.csv"));
        orders = new ExportedRows(export.resolve("orders.csv"));
        clearings = new ExportedRows(export.resolve("clearings.csv"));
        trades = new ExportedRows(export.resolve("trades.csv"));
        readings = new ExportedRows(export.resolve("readings.csv"));
        statements = new ExportedRows(export.resolve("statements.csv"));
        postings = new ExportedRows(export.resolve("postings.csv"));
        credit = new ExportedRows(export.resolve("credit.csv"));
    }

    private record Step(String orderId, String participant, boolean buys, long quantity, long price) {}

    private static Predicate<Map<String, String>> in(String session, String period) {
        return row -> row.get("sessionId").equals(session) && row.get("period").equals(period);
    }

    // Clearing (section 2)

    void assertEveryPeriodIsClearedAtItsEquilibrium() {
        clearings.all().forEach(clearing -> {
            String session = clearing.get("sessionId");
            String period = clearing.get("period");
            List<Step> book = orders.where(in(session, period))
                    .map(row -> new Step(
                            row.get("orderId"),
                            row.get("participantId"),
                            row.get("side").equals("BUY"),
                            number(row, "quantityWh"),
                            number(row, "limitPriceMicroPerKwh")))
                    .toList();
            assertCleared(clearing, book);
        });
    }

    private void assertCleared(Map<String, String> clearing, List<Step> book) {
        String place = clearing.get("sessionId") + " period " + clearing.get("period");
        TreeSet<Long> prices = new TreeSet<>();
        book.forEach(step -> prices.add(step.price()));
        long volume = prices.stream()
                .mapToLong(p -> Math.min(demand(book, p, true), supply(book, p, true)))
                .max()
                .orElse(0);
        assertThat(number(clearing, "volumeWh")).as("volume of " + place).isEqualTo(volume);
        if (volume == 0) {
            assertThat(clearing.get("clearingPriceMicroPerKwh"))
                    .as("price of " + place)
                    .isEmpty();
            return;
        }
        List<Long> equilibrium = prices.stream()
                .filter(p -> demand(book, p, false) <= volume && volume <= demand(book, p, true))
                .filter(p -> supply(book, p, false) <= volume && volume <= supply(book, p, true))
                .toList();
        long low = equilibrium.get(0);
        long high = equilibrium.get(equilibrium.size() - 1);
        assertThat(number(clearing, "low")).as("low of " + place).isEqualTo(low);
        assertThat(number(clearing, "high")).as("high of " + place).isEqualTo(high);
        long price = Math.floorDiv(low + high, 2);
        assertThat(number(clearing, "clearingPriceMicroPerKwh"))
                .as("price of " + place)
                .isEqualTo(price);
        for (boolean buys : new boolean[] {true, false}) {
            Map<String, Long> filled = new TreeMap<>();
            trades.where(in(clearing.get("sessionId"), clearing.get("period")))
                    .forEach(trade ->
                            filled.merge(trade.get(buys ? "buyer" : "seller"), number(trade, "quantityWh"), Long::sum));
            assertThat(filled).as("fills of " + place).isEqualTo(fills(book, buys, price, volume));
        }
    }

    private static long demand(List<Step> book, long price, boolean at) {
        return book.stream()
                .filter(step -> step.buys() && (step.price() > price || at && step.price() == price))
                .mapToLong(Step::quantity)
                .sum();
    }

    private static long supply(List<Step> book, long price, boolean at) {
        return book.stream()
                .filter(step -> !step.buys() && (step.price() < price || at && step.price() == price))
                .mapToLong(Step::quantity)
                .sum();
    }

    /** Better steps whole; the rest in proportion at the price, rounded down, then one Wh each by order id. */
    private static Map<String, Long> fills(List<Step> book, boolean buys, long price, long volume) {
        List<Step> side = book.stream().filter(step -> step.buys() == buys).toList();
        Map<String, Long> fills = new TreeMap<>();
        long rest = volume;
        for (Step step : side) {
            if (buys ? step.price() > price : step.price() < price) {
                fills.merge(step.participant(), step.quantity(), Long::sum);
                rest -= step.quantity();
            }
        }
        List<Step> margin = side.stream()
                .filter(step -> step.price() == price)
                .sorted(Comparator.comparing(Step::orderId))
                .toList();
        long atPrice = margin.stream().mapToLong(Step::quantity).sum();
        long left = rest;
        for (Step step : margin) {
            long share = rest * step.quantity() / atPrice;
            fills.merge(step.participant(), share, Long::sum);
            left -= share;
        }
        for (Step step : margin.subList(0, (int) left)) {
            fills.merge(step.participant(), 1L, Long::sum);
        }
        fills.values().removeIf(fill -> fill == 0);
        return fills;
    }

    // Settlement (section 5)

    void assertEveryStatementFollowsFromTradesAndReadings() {
        statements.all().forEach(this::assertSettled);
    }

    private void assertSettled(Map<String, String> statement) {
        String who = statement.get("participantId");
        String place = "%s in %s period %s".formatted(who, statement.get("sessionId"), statement.get("period"));
        Predicate<Map<String, String>> here = in(statement.get("sessionId"), statement.get("period"));
        Map<String, String> tariff = tariffs.where(here).findFirst().orElseThrow();
        long retail = number(tariff, "retailMicroPerKwh");
        long feedIn = number(tariff, "feedInMicroPerKwh");
        long fee = number(tariff, "gridFeeMicroPerKwh");
        long net = readings.where(here)
                .filter(row -> row.get("participantId").equals(who))
                .mapToLong(row -> number(row, "exportWh") - number(row, "importWh"))
                .sum();
        List<Map<String, String>> own = trades.where(here)
                .filter(trade -> !trade.get("status").equals("VOID"))
                .filter(trade ->
                        trade.get("buyer").equals(who) || trade.get("seller").equals(who))
                .toList();
        long contracted =
                own.stream().mapToLong(trade -> number(trade, "quantityWh")).sum();
        long price = own.isEmpty() ? 0 : number(own.get(0), "priceMicroPerKwh");
        boolean buys = !own.isEmpty() && own.get(0).get("buyer").equals(who);
        long delivered = Math.max(0, Math.min(buys ? -net : net, contracted));
        long missed = contracted - delivered;
        long money;
        if (own.isEmpty()) {
            money = net > 0 ? net * feedIn : net * retail;
        } else if (buys) {
            money = -contracted * price
                    - fee * delivered
                    + missed * feedIn
                    - Math.max(0, -net - contracted) * retail
                    + Math.max(0, net) * feedIn;
        } else {
            money = delivered * price
                    - missed * Math.max(0, retail - fee - price)
                    + Math.max(0, net - contracted) * feedIn
                    - Math.max(0, -net) * retail;
        }
        assertThat(number(statement, "contractedWh")).as("contract of " + place).isEqualTo(contracted);
        assertThat(number(statement, "deliveredWh")).as("delivery of " + place).isEqualTo(delivered);
        assertThat(number(statement, "shortWh")).as("shortfall of " + place).isEqualTo(missed);
        assertThat(number(statement, "netNano")).as("net of " + place).isEqualTo(money);
    }

    // Money

    void assertEveryJournalBalancesAndNobodyIsBelowZero() {
        Map<String, Long> journals = new TreeMap<>();
        Map<String, Long> balances = new TreeMap<>();
        postings.all().forEach(posting -> {
            journals.merge(
                    posting.get("transactionId") + posting.get("journal"), number(posting, "amountNano"), Long::sum);
            balances.merge(posting.get("account"), number(posting, "amountNano"), Long::sum);
        });
        assertThat(journals.values()).allMatch(sum -> sum == 0);
        balances.forEach((account, balance) -> {
            if (account.startsWith("wallet:")) {
                assertThat(balance).as(account).isNotNegative();
            }
            if (account.startsWith("bidbond:") || account.startsWith("escrow:") || account.startsWith("bond:")) {
                assertThat(balance).as(account + " after the last session").isZero();
            }
        });
    }

    /** All that a participant paid and got, money paid in or out left aside. */
    long withMarketNano(String participant) {
        return postings.where(posting -> posting.get("account").endsWith(":" + participant))
                .filter(posting -> !posting.get("reason").equals("DEPOSIT"))
                .mapToLong(posting -> number(posting, "amountNano"))
                .sum();
    }

    long gridOnlyNano(String participant) {
        Map<String, Long> nets = new TreeMap<>();
        readings.where(row -> row.get("participantId").equals(participant))
                .forEach(row -> nets.merge(
                        row.get("sessionId") + "," + row.get("period"),
                        number(row, "exportWh") - number(row, "importWh"),
                        Long::sum));
        return nets.entrySet().stream()
                .mapToLong(entry -> {
                    String[] key = entry.getKey().split(",");
                    Map<String, String> tariff =
                            tariffs.where(in(key[0], key[1])).findFirst().orElseThrow();
                    String price = entry.getValue() > 0 ? "feedInMicroPerKwh" : "retailMicroPerKwh";
                    return entry.getValue() * number(tariff, price);
                })
                .sum();
    }

    // Credit (section 6)

    void assertEveryScoreFollowsFromWhatWasDelivered() {
        Map<String, Integer> scores = new TreeMap<>();
        List<String> sessions = new ArrayList<>(
                new TreeSet<>(tariffs.all().map(row -> row.get("sessionId")).toList()));
        credit.all().forEach(change -> {
            String who = change.get("participantId");
            int before = scores.getOrDefault(who, FIRST_SCORE);
            assertThat(number(change, "before")).as("credit of %s before", who).isEqualTo(before);
            int after =
                    switch (change.get("cause")) {
                        case "NOT_REVEALED" -> before - 100;
                        case "PREPAYMENT_DEFAULT" -> before - 150;
                        default -> before + deliveryChange(change.get("sessionId"), who);
                    };
            after = Math.max(0, Math.min(1000, after));
            assertThat(number(change, "after"))
                    .as(
                            "credit of %s after %s in %s of %s",
                            who, change.get("cause"), change.get("sessionId"), sessions)
                    .isEqualTo(after);
            scores.put(who, after);
        });
    }

    private int deliveryChange(String session, String who) {
        long tieLine = participants
                .where(row -> row.get("participantId").equals(who))
                .mapToLong(row -> number(row, "tieLineWh"))
                .findFirst()
                .orElseThrow();
        long contracted = 0;
        long missed = 0;
        long periods =
                tariffs.where(row -> row.get("sessionId").equals(session)).count();
        for (Map<String, String> statement : statements
                .where(row -> row.get("sessionId").equals(session)
                        && row.get("participantId").equals(who))
                .toList()) {
            long tolerance = Math.max(number(statement, "contractedWh") / 20, tieLine / 100);
            contracted += number(statement, "contractedWh");
            missed += Math.max(0, number(statement, "shortWh") - tolerance);
        }
        return missed == 0
                ? (int) (20 * contracted / Math.max(contracted, tieLine * periods / 10))
                : (int) -((200 * missed + contracted - 1) / contracted);
    }
}
