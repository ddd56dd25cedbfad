package org.gridbourse.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.gridbourse.cli.demo.DayPlans;
import org.gridbourse.cli.evidence.Evidence;
import org.gridbourse.cli.evidence.TradeRow;
import org.gridbourse.market.clearing.Clearing;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.prepayment.BidBond;
import org.gridbourse.market.prepayment.BidBond.Match;
import org.gridbourse.market.prepayment.BidBond.PeriodQuantity;
import org.gridbourse.market.prepayment.Prepayment;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.OrdersRecord;
import org.gridbourse.market.rules.BondRate;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;
import org.junit.jupiter.api.Test;

/**
 * What a participant of class B locks for a day, in multiples of the mean daily bill with the grid alone: by the first
 * edition, which bonded the greatest quantity of any period in all of them, and by the second, which bonds declared money.
 * The figures are in docs/benchmarks/market.md.
 */
class CapitalTest {
    private static final Path VILLAGE = Path.of(System.getProperty("gridbourse.root"), "examples", "village");
    private static final BondRate CLASS_B = new BondRate(100);
    private static final int PERIODS = 24;

    /** What one participant ordered and traded in a day. */
    private static final class Account {
        private final List<PeriodQuantity> orders = new ArrayList<>();
        private final List<Match> matches = new ArrayList<>();
        private Energy greatest = Energy.ZERO;
        private Money gridOnly = Money.ZERO;
        private Money prepaid = Money.ZERO;

        void order(Side side, Energy energy, Tariff tariff) {
            orders.add(new PeriodQuantity(energy, tariff));
            greatest = greatest.max(energy);
            Money worth = (side == Side.BUY ? tariff.retail() : tariff.feedIn()).times(energy);
            gridOnly = side == Side.BUY ? gridOnly.minus(worth) : gridOnly.plus(worth);
        }

        void trade(Side side, Trade trade, Tariff tariff) {
            matches.add(new Match(side, trade.quantity(), trade.price(), tariff));
            prepaid = prepaid.plus(
                    side == Side.BUY
                            ? Prepayment.escrow(trade, tariff)
                            : Prepayment.performanceBond(CLASS_B, trade, tariff));
        }
    }

    /** Medians over the participants of a day, in multiples of the mean bill. */
    private record Multiples(
            double commitBefore, double commitNow, double clearedBefore, double clearedNow, double prepaid) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "commit %.2f -> %.2f, cleared %.2f -> %.2f, prepayment %.2f",
                    commitBefore,
                    commitNow,
                    clearedBefore,
                    clearedNow,
                    prepaid);
        }
    }

    @Test
    void the_village_locks_at_commit_less_than_half_of_what_it_did() {
        Evidence evidence = RecordedDay.of(
                        VILLAGE, community -> new DayPlans(community, 42).make(), (session, period, settled) -> {})
                .evidence();
        Map<String, Account> accounts = new TreeMap<>();
        List<Tariff> tariffs = evidence.sessions().get(0).tariffs();
        for (OrdersRecord revealed : evidence.orders()) {
            if (revealed.sessionId().equals("s-1")) {
                for (PeriodOrder order : revealed.schedule().orders()) {
                    account(accounts, revealed.participantId())
                            .order(order.side(), order.quantity(), tariffs.get(order.period()));
                }
            }
        }
        for (TradeRow row : evidence.trades("s-1")) {
            Trade trade = row.trade();
            account(accounts, trade.buyer()).trade(Side.BUY, trade, tariffs.get(row.period()));
            account(accounts, trade.seller()).trade(Side.SELL, trade, tariffs.get(row.period()));
        }

        assertLess(multiples(accounts, tariffs));
    }

    @Test
    void fifteen_households_lock_at_commit_less_than_two_daily_bills() {
        RandomGenerator random = new SplittableRandom(15);
        Tariff tariff = new Tariff(new UnitPrice(320_000), new UnitPrice(80_000), UnitPrice.ZERO);
        List<Tariff> tariffs = Collections.nCopies(PERIODS, tariff);
        double[] roofs = new double[15];
        double[] loads = new double[15];
        for (int home = 0; home < 15; home++) {
            loads[home] = 0.5 + random.nextDouble();
            roofs[home] = home % 2 == 1 ? 0 : 2 + 4 * random.nextDouble();
        }
        Map<String, Account> accounts = new TreeMap<>();
        for (int hour = 0; hour < PERIODS; hour++) {
            List<Order> orders = new ArrayList<>();
            for (int home = 0; home < 15; home++) {
                long netWh = Math.round(1_000
                        * (roofs[home] * roof(hour) - loads[home] * load(hour) * (0.7 + 0.6 * random.nextDouble())));
                if (netWh != 0) {
                    orders.add(order("home-%02d".formatted(home), netWh, tariff));
                    account(accounts, "home-%02d".formatted(home))
                            .order(netWh < 0 ? Side.BUY : Side.SELL, new Energy(Math.abs(netWh)), tariff);
                }
            }
            for (Trade trade : Clearing.clear(OrderBook.of("h-%02d".formatted(hour), tariff, orders))
                    .trades()) {
                account(accounts, trade.buyer()).trade(Side.BUY, trade, tariff);
                account(accounts, trade.seller()).trade(Side.SELL, trade, tariff);
            }
        }

        assertLess(multiples(accounts, tariffs));
    }

    private static Order order(String home, long netWh, Tariff tariff) {
        boolean buys = netWh < 0;
        long price = buys ? tariff.cap().microPerKwh() : tariff.floor().microPerKwh();
        return new Order(
                home,
                home,
                buys ? Side.BUY : Side.SELL,
                List.of(org.gridbourse.market.order.OrderStep.of(Math.abs(netWh), price)));
    }

    private static double roof(int hour) {
        return hour < 6 || hour > 18 ? 0 : 0.7 * Math.sin((hour - 5) * Math.PI / 14);
    }

    private static double load(int hour) {
        return hour >= 18 && hour < 22 ? 1.2 : hour < 6 ? 0.2 : 0.5;
    }

    private static void assertLess(Multiples multiples) {
        assertThat(multiples.commitNow()).as("%s", multiples).isLessThan(2).isLessThan(multiples.commitBefore() * 0.6);
        assertThat(multiples.clearedNow()).as("%s", multiples).isLessThanOrEqualTo(multiples.clearedBefore());
    }

    private static Account account(Map<String, Account> accounts, String participantId) {
        return accounts.computeIfAbsent(participantId, id -> new Account());
    }

    private static Multiples multiples(Map<String, Account> accounts, List<Tariff> tariffs) {
        double bill = accounts.values().stream()
                .mapToDouble(account -> Math.abs(account.gridOnly.nano()))
                .average()
                .orElseThrow();
        List<double[]> rows = new ArrayList<>();
        for (Account account : accounts.values()) {
            Money traded = BidBond.atRisk(account.matches.stream()
                    .map(match -> new PeriodQuantity(match.energy(), match.tariff()))
                    .toList());
            rows.add(new double[] {
                BidBond.atRisk(inEveryPeriod(account.greatest, tariffs)).nano() / bill,
                BidBond.atCommit(CLASS_B, BidBond.atRisk(account.orders)).nano() / bill,
                traded.nano() / bill,
                BidBond.afterClearing(CLASS_B, account.matches).nano() / bill,
                account.prepaid.nano() / bill
            });
        }
        return new Multiples(median(rows, 0), median(rows, 1), median(rows, 2), median(rows, 3), median(rows, 4));
    }

    /** What was declared before: the greatest order, in every period that takes orders. */
    private static List<PeriodQuantity> inEveryPeriod(Energy greatest, List<Tariff> tariffs) {
        return tariffs.stream()
                .filter(Tariff::takesOrders)
                .map(tariff -> new PeriodQuantity(greatest, tariff))
                .toList();
    }

    private static double median(List<double[]> rows, int column) {
        double[] sorted = rows.stream().mapToDouble(row -> row[column]).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
