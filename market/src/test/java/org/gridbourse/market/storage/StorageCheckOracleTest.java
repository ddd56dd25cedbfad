package org.gridbourse.market.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.gridbourse.market.order.NetPosition;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.order.Store;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;
import org.junit.jupiter.api.Test;

class StorageCheckOracleTest {

    /** A small order, prices and values; the same seed gives the same case. */
    private static final class Case {
        final List<Tariff> tariffs = new ArrayList<>();
        final List<Long> prices = new ArrayList<>();
        final List<Long> net = new ArrayList<>();
        final List<Long> charge = new ArrayList<>();
        final List<Long> discharge = new ArrayList<>();
        final List<Long> values = new ArrayList<>();
        final long[] soldWh;
        final StorageOrder order;
        final long throughputValue;

        Case(int seed, int most, int periods) {
            SplittableRandom random = new SplittableRandom(seed);
            soldWh = new long[periods];
            for (int t = 0; t < periods; t++) {
                long feedIn = random.nextInt(-20, 20);
                long fee = random.nextInt(0, 10);
                Tariff tariff = new Tariff(
                        new UnitPrice(Math.max(0, feedIn) + fee + random.nextInt(0, 50)),
                        new UnitPrice(feedIn),
                        new UnitPrice(fee));
                tariffs.add(tariff);
                long floor = tariff.floor().microPerKwh();
                prices.add(
                        random.nextInt(3) == 0
                                ? floor
                                : random.nextLong(floor, tariff.cap().microPerKwh() + 1));
                net.add((long) random.nextInt(-most, most + 1));
                charge.add((long) random.nextInt(0, most + 1));
                discharge.add((long) random.nextInt(0, most + 1));
                values.add((long) random.nextInt(0, 70));
                soldWh[t] = OwnerPrices.rationed(tariff, prices.get(t)) ? random.nextInt(0, most + 1) : 0;
            }
            long capacity = random.nextInt(1, 2 * most + 1);
            long start = random.nextLong(0, 1000 * capacity + 1);
            Store.Levels levels = new Store.Levels(capacity, start, random.nextLong(0, start + 1));
            Store.Power power =
                    new Store.Power(charge, discharge, random.nextInt(700, 1001), random.nextInt(1000, 1300));
            order = new StorageOrder(
                    "st",
                    "home",
                    new NetPosition(net, random.nextInt(0, 3) * 200L, random.nextInt(0, 3) * 200L),
                    new Store(levels, power, random.nextInt(0, 10), random.nextInt(0, 6 * most)));
            throughputValue = random.nextBoolean() ? 0 : random.nextInt(0, 20);
        }

        StorageSchedule schedule(List<Long> charged, List<Long> discharged) {
            return new StorageSchedule("st", charged, discharged, values, throughputValue);
        }
    }

    private static final class OwnerPrices {
        static boolean rationed(Tariff tariff, long price) {
            return price == tariff.floor().microPerKwh() && tariff.feedIn().isNegative();
        }
    }

    @Test
    void the_bound_of_20_000_random_cases_is_that_of_the_naive_check() {
        for (int seed = 0; seed < 20_000; seed++) {
            Case each = new Case(seed, 50, 1 + seed % 4);
            NaiveStorageCheck naive = new NaiveStorageCheck(each.order, each.tariffs, each.prices);
            StorageCheck check = new StorageCheck(each.tariffs, each.prices);

            assertThat(BigInteger.valueOf(
                            check.boundPico(each.order, each.schedule(List.of(), List.of()), each.soldWh)))
                    .as("seed %s", seed)
                    .isEqualTo(naive.boundPico(each.schedule(List.of(), List.of()), each.soldWh));
        }
    }

    @Test
    void no_schedule_of_3_000_small_storages_earns_more_than_its_bound() {
        for (int seed = 0; seed < 3_000; seed++) {
            Case each = new Case(seed, 4, 1 + seed % 3);
            StorageCheck check = new StorageCheck(each.tariffs, each.prices);
            long bound = check.boundPico(each.order, each.schedule(List.of(), List.of()), each.soldWh);

            assertThat(1000
                            * best(
                                    each,
                                    0,
                                    each.order.store().levels().startMilliWh(),
                                    each.order.store().throughputMaxWh()))
                    .as("seed %s", seed)
                    .isLessThanOrEqualTo(bound);
        }
    }

    /** The most that any schedule in whole Wh earns from a period on [nano]. */
    private static long best(Case each, int t, long level, long throughput) {
        Store store = each.order.store();
        if (t == each.prices.size()) {
            return level >= store.levels().endMinMilliWh() ? 0 : Long.MIN_VALUE / 2_000;
        }
        NaiveStorageCheck naive = new NaiveStorageCheck(each.order, each.tariffs, each.prices);
        long best = Long.MIN_VALUE / 2_000;
        for (long charge = 0; charge <= each.charge.get(t); charge++) {
            for (long discharge = 0; discharge <= each.discharge.get(t); discharge++) {
                long next = level
                        + store.power().storedMilliPerWh() * charge
                        - store.power().drawnMilliPerWh() * discharge;
                if (next >= 0 && next <= store.levels().capacityMilliWh() && charge + discharge <= throughput) {
                    best = Math.max(
                            best,
                            naive.worth(t, charge, discharge, each.soldWh[t])
                                    + best(each, t + 1, next, throughput - charge - discharge));
                }
            }
        }
        return best;
    }

    @Test
    void what_an_owner_earns_is_what_the_naive_check_counts() {
        for (int seed = 0; seed < 5_000; seed++) {
            Case each = new Case(seed, 20, 1);
            long charge = each.charge.get(0);
            long discharge = each.discharge.get(0);
            OwnerPeriod period = OwnerPeriod.of(each.order, 0, each.tariffs.get(0), each.prices.get(0));

            assertThat(period.earned(charge, discharge, each.soldWh[0])
                            - each.order.store().wearMicroPerKwh() * (charge + discharge))
                    .as("seed %s", seed)
                    .isEqualTo(new NaiveStorageCheck(each.order, each.tariffs, each.prices)
                            .worth(0, charge, discharge, each.soldWh[0]));
        }
    }
}
