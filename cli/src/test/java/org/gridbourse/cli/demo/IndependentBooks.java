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
    private final IndependentStorage storage;

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
        storage = new IndependentStorage(export);
    }

    private record Step(String orderId, String participant, boolean buys, long quantity, long price) {}

    private static Predicate<Map<String, String>> in(String session, String period) {
        return row -> row.get("sessionId").equals(session) && row.get("period").equals(period);
    }

    // Clearing (section 2)

    void assertEveryPeriodIsClearedAtItsEquilibrium() {
        clearings.where(row -> !storage.cleared(row.get("sessionId"))).forEach(clearing -> {
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

    void assertEverySessionWithStoragesIsProven() {
        storage.assertEveryOwnerMissesHardlyAnythingAndEveryStepIsFilledAsItsPriceSays();
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

    // Settlement (section 8)

    /** Session by session, its periods in order: what a period brings of a wallet is bespoken for the later ones. */
    void assertEveryStatementFollowsFromTradesAndReadings() {
        for (String session : sessions()) {
            Map<String, Long> wallets = balancesBeforeSettlement(session, "wallet:");
            Map<String, Long> arrears = balancesBeforeSettlement(session, "arrears:");
            long periods =
                    tariffs.where(row -> row.get("sessionId").equals(session)).count();
            for (int period = 0; period < periods; period++) {
                assertSettled(session, Integer.toString(period), wallets, arrears);
            }
        }
    }

    private void assertSettled(String session, String period, Map<String, Long> wallets, Map<String, Long> arrears) {
        Map<String, String> tariff =
                tariffs.where(in(session, period)).findFirst().orElseThrow();
        IndependentSettlement settlement = new IndependentSettlement(
                tariff,
                trades.where(in(session, period))
                        .filter(trade -> !trade.get("status").equals("VOID"))
                        .toList());
        Map<String, Long> nets = new TreeMap<>();
        readings.where(in(session, period))
                .forEach(row -> nets.merge(
                        row.get("participantId"), number(row, "exportWh") - number(row, "importWh"), Long::sum));
        nets.forEach((who, net) ->
                settlement.measured(who, net, wallets.getOrDefault(who, 0L), arrears.getOrDefault(who, 0L) != 0));
        Map<String, IndependentSettlement.Party> settled = settlement.settle();
        nets.keySet().forEach(who -> wallets.merge(who, -settlement.bespoken(who), Long::sum));
        statements.where(in(session, period)).forEach(statement -> {
            String place = "%s in %s period %s".formatted(statement.get("participantId"), session, period);
            IndependentSettlement.Party party = settled.get(statement.get("participantId"));
            assertThat(number(statement, "contractedWh"))
                    .as("contract of " + place)
                    .isEqualTo(party.contracted());
            assertThat(number(statement, "deliveredWh"))
                    .as("delivery of " + place)
                    .isEqualTo(party.delivered());
            assertThat(number(statement, "shortWh")).as("shortfall of " + place).isEqualTo(party.missed());
            assertThat(number(statement, "netNano")).as("net of " + place).isEqualTo(party.money());
        });
    }

    /** Balances of one kind, by participant, as they are when the first statement of a session is written. */
    private Map<String, Long> balancesBeforeSettlement(String session, String kind) {
        Map<String, Long> balances = new TreeMap<>();
        long firstBlock = statements
                .where(row -> row.get("sessionId").equals(session))
                .mapToLong(row -> number(row, "block"))
                .min()
                .orElse(Long.MAX_VALUE);
        postings.where(row -> row.get("account").startsWith(kind) && number(row, "block") < firstBlock)
                .forEach(row -> balances.merge(
                        row.get("account").substring(kind.length()), number(row, "amountNano"), Long::sum));
        return balances;
    }

    private List<String> sessions() {
        return new ArrayList<>(
                new TreeSet<>(tariffs.all().map(row -> row.get("sessionId")).toList()));
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

    // Credit (section 8)

    /** In thousandths of a point; the export tells whole ones. Periods are hours. */
    void assertEveryScoreFollowsFromWhatWasDelivered() {
        Map<String, Long> scores = new TreeMap<>();
        credit.all().forEach(change -> {
            String who = change.get("participantId");
            String session = change.get("sessionId");
            long before = scores.getOrDefault(who, FIRST_SCORE * 1_000L);
            assertThat(number(change, "before")).as("credit of %s before", who).isEqualTo(before / 1_000);
            long after = before
                    + switch (change.get("cause")) {
                        case "NOT_REVEALED" -> -Math.max(5_000, ceil(100_000 * hours(session), 24));
                        case "PREPAYMENT_DEFAULT" -> -Math.max(5_000, ceil(150_000 * hours(session), 24));
                        default -> deliveryChange(session, who);
                    };
            after = Math.max(0, Math.min(1_000_000, after));
            assertThat(number(change, "after"))
                    .as("credit of %s after %s in %s", who, change.get("cause"), session)
                    .isEqualTo(after / 1_000);
            scores.put(who, after);
        });
    }

    private long hours(String session) {
        return Math.min(
                24, tariffs.where(row -> row.get("sessionId").equals(session)).count());
    }

    private long deliveryChange(String session, String who) {
        long limit = participants
                .where(row -> row.get("participantId").equals(who))
                .mapToLong(row -> number(row, "tieLineWh"))
                .findFirst()
                .orElseThrow();
        long contracted = 0;
        long delivered = 0;
        long missed = 0;
        long periods =
                tariffs.where(row -> row.get("sessionId").equals(session)).count();
        for (Map<String, String> statement : statements
                .where(row -> row.get("sessionId").equals(session)
                        && row.get("participantId").equals(who))
                .toList()) {
            long c = number(statement, "contractedWh");
            long tolerance = Math.min(Math.max(c / 10, limit / 100), c / 2);
            contracted += c;
            delivered += number(statement, "deliveredWh");
            missed += Math.max(0, number(statement, "shortWh") - tolerance);
        }
        return missed == 0
                ? 20_000 * hours(session) * 10 * delivered / (24 * Math.max(10 * contracted, limit * periods))
                : -ceil(100_000 * hours(session) * missed, 24 * contracted);
    }

    private static long ceil(long amount, long divisor) {
        return (amount + divisor - 1) / divisor;
    }
}
