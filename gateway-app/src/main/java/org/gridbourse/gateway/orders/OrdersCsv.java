package org.gridbourse.gateway.orders;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.gateway.quote.WrittenOrder;
import org.gridbourse.gateway.web.BadInputException;

/** Orders as a table: {@code period,side,quantity_kwh,limit_price}, one line per step, the better ones first. */
final class OrdersCsv {
    private static final List<String> COLUMNS = List.of("period", "side", "quantity_kwh", "limit_price");
    private static final int WH_DIGITS = 3;

    private OrdersCsv() {}

    /** @throws BadInputException naming line and column */
    static List<WrittenOrder> read(String text) {
        List<String> lines = text.strip().lines().map(String::strip).toList();
        if (lines.isEmpty() || !List.of(lines.get(0).split("\\s*,\\s*")).equals(COLUMNS)) {
            throw new BadInputException("line 1", "must be " + String.join(",", COLUMNS));
        }
        Map<Integer, WrittenOrder> orders = new TreeMap<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isEmpty()) {
                add(orders, "line " + (i + 1), lines.get(i).split("\\s*,\\s*", -1));
            }
        }
        return List.copyOf(orders.values());
    }

    private static void add(Map<Integer, WrittenOrder> orders, String line, String[] cells) {
        if (cells.length != COLUMNS.size()) {
            throw new BadInputException(line, "must have %d cells, has %d".formatted(COLUMNS.size(), cells.length));
        }
        int period = number(line, cells[0]);
        WrittenOrder.Step step = new WrittenOrder.Step(wh(line, cells[2]), cells[3]);
        WrittenOrder known = orders.getOrDefault(period, new WrittenOrder(period, cells[1], List.of()));
        if (!known.side().equals(cells[1])) {
            throw new BadInputException(line, "side: a period has one side, " + known.side());
        }
        List<WrittenOrder.Step> steps = new ArrayList<>(known.steps());
        steps.add(step);
        orders.put(period, new WrittenOrder(period, known.side(), List.copyOf(steps)));
    }

    private static int number(String line, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException none) {
            throw new BadInputException(line, "period must be a whole number, is " + text);
        }
    }

    private static long wh(String line, String text) {
        try {
            return new BigDecimal(text).movePointRight(WH_DIGITS).longValueExact();
        } catch (ArithmeticException | NumberFormatException none) {
            throw new BadInputException(line, "quantity_kwh must be kWh with at most 3 decimals, is " + text);
        }
    }
}
