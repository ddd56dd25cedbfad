package org.gridbourse.cli.prosumer;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.optimizer.InputRefusedException;
import org.gridbourse.programs.SurroundingsException;

/** Orders as people write them in a file: {@code period,side,quantity_kwh,limit_price}, one line per step. */
record WrittenOrders(OrderSchedule schedule) {
    private static final String HEAD = "period,side,quantity_kwh,limit_price";
    private static final int CELLS = 4;
    private static final int WH_DIGITS = 3;
    private static final int MICRO_DIGITS = 6;

    /** @throws InputRefusedException naming file and line */
    static WrittenOrders read(Path file) {
        List<String> lines = lines(file);
        if (lines.isEmpty() || !lines.get(0).replace(" ", "").equals(HEAD)) {
            throw new InputRefusedException(file.toString(), 1, "head", "is something else", HEAD);
        }
        Map<Integer, List<OrderStep>> steps = new TreeMap<>();
        Map<Integer, Side> sides = new TreeMap<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split("\\s*,\\s*", -1);
            try {
                if (cells.length != CELLS) {
                    throw new IllegalArgumentException("must have four cells: " + HEAD);
                }
                int period = Integer.parseInt(cells[0]);
                Side side = Side.named(cells[1]);
                if (sides.computeIfAbsent(period, none -> side) != side) {
                    throw new IllegalArgumentException("a period has one side alone");
                }
                steps.computeIfAbsent(period, none -> new ArrayList<>())
                        .add(OrderStep.of(whole(cells[2], WH_DIGITS), whole(cells[3], MICRO_DIGITS)));
            } catch (RefusedException | IllegalArgumentException | ArithmeticException wrong) {
                throw new InputRefusedException(file.toString(), i + 1, "order", wrong.getMessage(), HEAD);
            }
        }
        return new WrittenOrders(OrderSchedule.of(steps.entrySet().stream()
                .map(each -> new PeriodOrder(each.getKey(), sides.get(each.getKey()), each.getValue()))
                .toList()));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readString(file).strip().lines().map(String::strip).toList();
        } catch (IOException e) {
            throw new SurroundingsException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static long whole(String decimal, int digits) {
        try {
            return new BigDecimal(decimal).movePointRight(digits).longValueExact();
        } catch (NumberFormatException | ArithmeticException none) {
            throw new IllegalArgumentException(
                    "must be a number with at most %d decimals, is %s".formatted(digits, decimal));
        }
    }

    /** As the gateway-app takes them. */
    JsonArray toJson() {
        return JsonArray.of(schedule.orders().stream()
                .map(order -> JsonObject.builder()
                        .put("period", order.period())
                        .put("side", order.side().name())
                        .put(
                                "steps",
                                JsonArray.of(order.steps().stream()
                                        .map(step -> JsonObject.builder()
                                                .put(
                                                        "quantityWh",
                                                        step.quantity().wh())
                                                .put("limitPrice", Decimals.exact(step.limit()))
                                                .build())
                                        .toList()))
                        .build())
                .toList());
    }
}
