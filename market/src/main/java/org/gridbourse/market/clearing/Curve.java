package org.gridbourse.market.clearing;

import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.Side;

/**
 * The steps of one side as plain columns, order after order in ascending order id. Sums cannot overflow: the book has
 * refused what would.
 */
final class Curve {
    private final Side side;
    private final long[] limitMicroPerKwh;
    private final long[] quantityWh;
    /** Where the steps of each order begin, and at last where those of the last one end. */
    private final int[] firstStep;

    private Curve(Side side, int orders, int steps) {
        this.side = side;
        this.limitMicroPerKwh = new long[steps];
        this.quantityWh = new long[steps];
        this.firstStep = new int[orders + 1];
    }

    static Curve of(OrderBook book, Side side) {
        int orders = 0;
        int steps = 0;
        for (Order order : book.orders()) {
            if (order.side() == side) {
                orders++;
                steps += order.steps().size();
            }
        }
        Curve curve = new Curve(side, orders, steps);
        curve.fill(book);
        return curve;
    }

    private void fill(OrderBook book) {
        int next = 0;
        int number = 0;
        for (Order order : book.orders()) {
            if (order.side() == side) {
                for (OrderStep step : order.steps()) {
                    limitMicroPerKwh[next] = step.limit().microPerKwh();
                    quantityWh[next] = step.quantity().wh();
                    next++;
                }
                number++;
                firstStep[number] = next;
            }
        }
    }

    int orders() {
        return firstStep.length - 1;
    }

    boolean isEmpty() {
        return limitMicroPerKwh.length == 0;
    }

    long lowest() {
        return limitAbove(-1);
    }

    long highest() {
        long highest = 0;
        for (long limit : limitMicroPerKwh) {
            highest = Math.max(highest, limit);
        }
        return highest;
    }

    /** The lowest limit price above {@code price}, the greatest long where there is none. */
    long limitAbove(long price) {
        long above = Long.MAX_VALUE;
        for (long limit : limitMicroPerKwh) {
            if (limit > price) {
                above = Math.min(above, limit);
            }
        }
        return above;
    }

    /** The highest limit price below {@code price}, -1 where there is none. */
    long limitBelow(long price) {
        long below = -1;
        for (long limit : limitMicroPerKwh) {
            if (limit < price) {
                below = Math.max(below, limit);
            }
        }
        return below;
    }

    /** What may be filled at {@code price} [Wh]. */
    long atOrBetter(long price) {
        return side == Side.BUY ? between(price, Long.MAX_VALUE) : between(0, price);
    }

    /** What must be filled at {@code price} [Wh]. */
    long better(long price) {
        return better(price, 0, quantityWh.length);
    }

    private long between(long low, long high) {
        return between(low, high, 0, quantityWh.length);
    }

    /** The same of one order, orders counted from 0 in ascending id. */
    long better(int order, long price) {
        return better(price, firstStep[order], firstStep[order + 1]);
    }

    private long better(long price, int first, int end) {
        if (side == Side.SELL) {
            return between(0, price - 1, first, end);
        }
        return price == Long.MAX_VALUE ? 0 : between(price + 1, Long.MAX_VALUE, first, end);
    }

    /** The step of one order whose limit is {@code price} [Wh]. */
    long at(int order, long price) {
        return between(price, price, firstStep[order], firstStep[order + 1]);
    }

    private long between(long low, long high, int first, int end) {
        long sum = 0;
        for (int i = first; i < end; i++) {
            long limit = limitMicroPerKwh[i];
            sum += limit >= low && limit <= high ? quantityWh[i] : 0;
        }
        return sum;
    }
}
