package org.gridbourse.market.clearing;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;

/** Small random order books with many ties, and the shrinking of one that proves a mistake. */
final class RandomBooks {
    private static final String[] ID_PARTS = {"a", "b", "Z", "9", "-", "é", "\uFFFD", "\uD83D\uDD0C"};

    private RandomBooks() {}

    static List<Order> next(RandomGenerator random) {
        int count = random.nextInt(10);
        int priceLevels = 1 + random.nextInt(12);
        int quantities = 1 + random.nextInt(25);
        TreeSet<String> ids = new TreeSet<>();
        while (ids.size() < count) {
            ids.add(id(random));
        }
        List<String> shuffled = new ArrayList<>(ids);
        List<Order> orders = new ArrayList<>();
        while (!shuffled.isEmpty()) {
            String id = shuffled.remove(random.nextInt(shuffled.size()));
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            orders.add(new Order(id, "p" + orders.size(), side, steps(side, priceLevels, quantities, random)));
        }
        return orders;
    }

    private static String id(RandomGenerator random) {
        StringBuilder id = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            id.append(ID_PARTS[random.nextInt(ID_PARTS.length)]);
        }
        return id.toString();
    }

    private static List<OrderStep> steps(Side side, int priceLevels, int quantities, RandomGenerator random) {
        TreeSet<Integer> prices = new TreeSet<>();
        for (int i = random.nextInt(OrderStep.MOST_STEPS); i >= 0; i--) {
            prices.add(random.nextInt(priceLevels));
        }
        List<OrderStep> steps = new ArrayList<>();
        for (int price : side == Side.BUY ? prices.descendingSet() : prices) {
            steps.add(OrderStep.of(1 + random.nextInt(quantities), price));
        }
        return steps;
    }

    /** The smallest book that can be reached by leaving out orders and steps and halving quantities, still failing. */
    static List<Order> shrink(List<Order> failing, Predicate<List<Order>> fails) {
        List<Order> smallest = failing;
        boolean shrunk = true;
        while (shrunk) {
            shrunk = false;
            for (List<Order> smaller : smallerOnes(smallest)) {
                if (fails.test(smaller)) {
                    smallest = smaller;
                    shrunk = true;
                    break;
                }
            }
        }
        return smallest;
    }

    private static List<List<Order>> smallerOnes(List<Order> orders) {
        List<List<Order>> smaller = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            List<Order> without = new ArrayList<>(orders);
            without.remove(i);
            smaller.add(without);
        }
        for (int i = 0; i < orders.size(); i++) {
            Order order = orders.get(i);
            for (int j = 0; j < order.steps().size(); j++) {
                OrderStep step = order.steps().get(j);
                if (order.steps().size() > 1) {
                    List<OrderStep> fewer = new ArrayList<>(order.steps());
                    fewer.remove(j);
                    smaller.add(with(orders, i, fewer));
                }
                if (step.quantity().wh() > 1) {
                    List<OrderStep> less = new ArrayList<>(order.steps());
                    less.set(j, new OrderStep(new Energy(step.quantity().wh() / 2), step.limit()));
                    smaller.add(with(orders, i, less));
                }
            }
        }
        return smaller;
    }

    private static List<Order> with(List<Order> orders, int index, List<OrderStep> steps) {
        List<Order> changed = new ArrayList<>(orders);
        Order order = orders.get(index);
        changed.set(index, new Order(order.orderId(), order.participantId(), order.side(), steps));
        return changed;
    }
}
