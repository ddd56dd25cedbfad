package org.gridbourse.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.cli.demo.ExportedRows.number;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Section 5 of the rulebook once more, from its text and from what the notes say of weak duality, without a class of the
 * market: sessions that were cleared by a proposal, from the exported tables. Storage orders of nodes have no margin.
 */
final class IndependentStorage {
    private static final long PICO = 1_000;
    private static final long TOLERANCE_WH = 4;

    private final ExportedRows tariffs;
    private final ExportedRows steps;
    private final ExportedRows orders;
    private final ExportedRows schedules;
    private final ExportedRows proposals;
    private final ExportedRows choices;
    private final ExportedRows trades;

    IndependentStorage(Path export) throws IOException {
        tariffs = new ExportedRows(export.resolve("tariff.csv"));
        steps = new ExportedRows(export.resolve("orders.csv"));
        orders = new ExportedRows(export.resolve("storage-orders.csv"));
        schedules = new ExportedRows(export.resolve("schedules.csv"));
        proposals = new ExportedRows(export.resolve("proposals.csv"));
        choices = new ExportedRows(export.resolve("choices.csv"));
        trades = new ExportedRows(export.resolve("trades.csv"));
    }

    /** Whether a session was cleared by a proposal. */
    boolean cleared(String session) {
        return choices.where(row -> of(session, row))
                .anyMatch(row -> !row.get("mspId").isEmpty());
    }

    private static boolean of(String session, Map<String, String> row) {
        return row.get("sessionId").equals(session);
    }

    void assertEveryOwnerMissesHardlyAnythingAndEveryStepIsFilledAsItsPriceSays() {
        choices.where(row -> !row.get("mspId").isEmpty()).forEach(this::assertProven);
    }

    private void assertProven(Map<String, String> choice) {
        String session = choice.get("sessionId");
        long[] prices = numbers(proposals
                .where(row -> of(session, row) && row.get("hash").equals(choice.get("hash")))
                .findFirst()
                .orElseThrow()
                .get("pricesMicroPerKwh"));
        List<Map<String, String>> tariff =
                tariffs.where(row -> of(session, row)).toList();
        Map<String, long[]> traded = traded(session, prices.length);
        long gaps = 0;
        for (Map<String, String> order : orders.where(row -> of(session, row)).toList()) {
            Map<String, String> run = schedules
                    .where(row -> row.get("orderId").equals(order.get("orderId")))
                    .filter(row -> row.get("mspId").equals(choice.get("mspId"))
                            && row.get("revision").equals(choice.get("revision"))
                            && !row.get("boundNano").isEmpty())
                    .findFirst()
                    .orElseThrow();
            gaps += gap(order, run, prices, tariff);
            assertTraded(order, run, prices, tariff, traded);
        }
        assertThat(number(choice, "gapNano")).as(session).isEqualTo(gaps);
        steps.where(row -> of(session, row)).forEach(step -> assertFilled(step, prices, traded));
    }

    /** Feasible, and by weak duality hardly worse than the best: with net whole, a period has eight corners. */
    private static long gap(
            Map<String, String> order, Map<String, String> run, long[] prices, List<Map<String, String>> tariff) {
        long[] charge = numbers(run.get("chargeWh"));
        long[] discharge = numbers(run.get("dischargeWh"));
        long[] value = numbers(run.get("storedValuePicoPerMilliWh"));
        long[] net = numbers(order.get("netWh"));
        long stored = number(order, "storedMilliPerWh");
        long drawn = number(order, "drawnMilliPerWh");
        long capacity = 1_000 * number(order, "capacityWh");
        long through = number(run, "throughputValuePicoPerMilliWh");
        long wear = number(order, "wearMicroPerKwh");
        long running = PICO * (wear + through);
        long level = number(order, "startMilliWh");
        long profit = 0;
        long bound = value[0] * level
                - value[value.length - 1] * number(order, "endMinMilliWh")
                + PICO * through * number(order, "throughputMaxWh");
        for (int t = 0; t < prices.length; t++) {
            long fee = number(tariff.get(t), "gridFeeMicroPerKwh");
            level += stored * charge[t] - drawn * discharge[t];
            assertThat(level).as("%s at %s", order.get("orderId"), t).isBetween(0L, capacity);
            profit -= cost(net[t] + charge[t] - discharge[t], prices[t], fee) + wear * (charge[t] + discharge[t]);
            long best = Long.MIN_VALUE;
            // cost is convex with one kink: the best lies at a corner, or where nothing is exchanged
            long chargeMax = numbers(order.get("chargeMaxWh"))[t];
            long dischargeMax = numbers(order.get("dischargeMaxWh"))[t];
            long chargeKink = Math.max(0, Math.min(chargeMax, -net[t]));
            long dischargeKink = Math.max(0, Math.min(dischargeMax, net[t]));
            for (long ch : new long[] {0, chargeKink, chargeMax}) {
                for (long dis : new long[] {0, dischargeKink, dischargeMax}) {
                    for (long d : new long[] {dis, Math.max(0, Math.min(dischargeMax, net[t] + ch))}) {
                        long worth = value[t] * (stored * ch - drawn * d)
                                - running * (ch + d)
                                - PICO * cost(net[t] + ch - d, prices[t], fee);
                        best = Math.max(best, worth);
                    }
                }
            }
            bound += best;
            if (t > 0) {
                bound += Math.max(0, value[t] - value[t - 1]) * capacity;
            }
        }
        assertThat(level).isGreaterThanOrEqualTo(number(order, "endMinMilliWh"));
        assertThat(Arrays.stream(charge).sum() + Arrays.stream(discharge).sum())
                .isLessThanOrEqualTo(number(order, "throughputMaxWh"));
        long gap = -Math.floorDiv(-bound, PICO) - profit;
        long dearest = tariff.stream()
                .mapToLong(row -> number(row, "retailMicroPerKwh"))
                .max()
                .orElseThrow();
        assertThat(gap).as(order.get("orderId")).isBetween(0L, TOLERANCE_WH * dearest);
        assertThat(number(run, "profitNano")).as(order.get("orderId")).isEqualTo(profit);
        return gap;
    }

    private static long cost(long wh, long price, long fee) {
        return wh > 0 ? wh * (price + fee) : wh * price;
    }

    private Map<String, long[]> traded(String session, int periods) {
        Map<String, long[]> traded = new TreeMap<>();
        trades.where(row -> of(session, row)).forEach(row -> {
            int period = (int) number(row, "period");
            traded.computeIfAbsent(row.get("buyer"), id -> new long[periods])[period] += number(row, "quantityWh");
            traded.computeIfAbsent(row.get("seller"), id -> new long[periods])[period] -= number(row, "quantityWh");
        });
        return traded;
    }

    /** What an owner trades is net and storage, but for one Wh; at an end of the band it may be less. */
    private static void assertTraded(
            Map<String, String> order,
            Map<String, String> run,
            long[] prices,
            List<Map<String, String>> tariff,
            Map<String, long[]> traded) {
        long[] net = numbers(order.get("netWh"));
        long[] charge = numbers(run.get("chargeWh"));
        long[] discharge = numbers(run.get("dischargeWh"));
        long[] own = traded.getOrDefault(order.get("participantId"), new long[prices.length]);
        for (int t = 0; t < prices.length; t++) {
            long position = net[t] + charge[t] - discharge[t];
            long cap = number(tariff.get(t), "retailMicroPerKwh") - number(tariff.get(t), "gridFeeMicroPerKwh");
            long floor = Math.max(0, number(tariff.get(t), "feedInMicroPerKwh"));
            boolean rationed = position > 0 ? prices[t] == cap : prices[t] == floor;
            long missing = Math.abs(position) - Math.abs(own[t]);
            assertThat(missing)
                    .as("%s at %s", order.get("orderId"), t)
                    .isBetween(0L, rationed ? Math.abs(position) : 1L);
            assertThat(own[t] == 0 || own[t] > 0 == position > 0).isTrue();
        }
    }

    /** At a strictly better limit whole, at a worse one not at all. */
    private static void assertFilled(Map<String, String> step, long[] prices, Map<String, long[]> traded) {
        int t = (int) number(step, "period");
        long[] own = traded.getOrDefault(step.get("participantId"), new long[prices.length]);
        boolean buys = step.get("side").equals("BUY");
        long better = buys
                ? number(step, "limitPriceMicroPerKwh") - prices[t]
                : prices[t] - number(step, "limitPriceMicroPerKwh");
        if (better > 0) {
            assertThat(buys ? own[t] : -own[t]).as("%s", step).isGreaterThanOrEqualTo(number(step, "quantityWh"));
        } else if (better < 0 && number(step, "step") == 0) {
            assertThat(own[t]).as("%s", step).isZero();
        }
    }

    private static long[] numbers(String list) {
        return Arrays.stream(list.substring(1, list.length() - 1).split(" "))
                .mapToLong(Long::parseLong)
                .toArray();
    }
}
