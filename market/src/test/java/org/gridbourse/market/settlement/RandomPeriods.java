package org.gridbourse.market.settlement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.gridbourse.market.credit.CreditScore;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.money.Balances;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;

/**
 * A random delivered period: sellers and buyers who traded, some who did not, meters near and far from the contract,
 * prices of either sign, now and then an intraday session with prices of its own and resales, wallets and bonds that reach and do not, arrears, and meters that are silent.
 */
public record RandomPeriods(Tariff tariff, List<Trade> trades, List<ParticipantPeriod> participants) {

    public static RandomPeriods next(RandomGenerator random) {
        int sellers = random.nextInt(4);
        int buyers = sellers == 0 ? 0 : 1 + random.nextInt(4);
        Tariff tariff = tariff(random);
        List<Trade> trades = trades(tariff, sellers, buyers, random);
        List<ParticipantPeriod> participants = new ArrayList<>();
        for (int i = 0; i < sellers; i++) {
            participants.add(participant("s" + i, random));
        }
        for (int i = 0; i < buyers; i++) {
            participants.add(participant("b" + i, random));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            participants.add(participant("x" + i, random));
        }
        return new RandomPeriods(tariff, trades, participants);
    }

    private static Tariff tariff(RandomGenerator random) {
        long feedIn = random.nextInt(-50, 100);
        long gridFee = random.nextInt(20);
        // now and then a period without a pool: the cap below the floor, retail negative too
        long retail = random.nextInt(8) == 0
                ? feedIn + random.nextInt(30)
                : Math.max(0, feedIn) + random.nextInt(100) + gridFee;
        return new Tariff(new UnitPrice(retail), new UnitPrice(feedIn), new UnitPrice(gridFee));
    }

    private static List<Trade> trades(Tariff tariff, int sellers, int buyers, RandomGenerator random) {
        if (!tariff.takesOrders()) {
            return List.of();
        }
        UnitPrice price = price(tariff, random);
        boolean intraday = random.nextInt(4) == 0;
        List<Trade> trades = new ArrayList<>();
        for (int seller = 0; seller < sellers; seller++) {
            for (int buyer = 0; buyer < buyers; buyer++) {
                if (random.nextInt(3) > 0) {
                    trades.add(new Trade(
                            "t" + random.nextInt(100) + "-" + seller + buyer,
                            "b" + buyer,
                            "s" + seller,
                            new Energy(1 + random.nextInt(50)),
                            intraday ? price(tariff, random) : price));
                }
            }
        }
        if (intraday) {
            addResale(trades, tariff, random);
        }
        return trades;
    }

    /** Who bought sells some of it again, and who sold buys some back. */
    private static void addResale(List<Trade> trades, Tariff tariff, RandomGenerator random) {
        for (Trade trade : List.copyOf(trades)) {
            if (random.nextInt(3) == 0) {
                trades.add(new Trade(
                        trade.tradeId() + "-again",
                        trade.seller(),
                        trade.buyer(),
                        new Energy(1 + random.nextInt(60)),
                        price(tariff, random)));
            }
        }
    }

    private static UnitPrice price(Tariff tariff, RandomGenerator random) {
        return new UnitPrice(
                random.nextLong(tariff.floor().microPerKwh(), tariff.cap().microPerKwh() + 1));
    }

    private static ParticipantPeriod participant(String id, RandomGenerator random) {
        return new ParticipantPeriod(
                id,
                balances(random),
                new Money(random.nextBoolean() ? 0 : random.nextInt(3_000)),
                CreditScore.ofPoints(RuleSet.version1(), random.nextInt(1_001)),
                new Energy(random.nextInt(300)),
                random.nextInt(12) == 0 ? Optional.empty() : Optional.of(metered(random)));
    }

    private static Balances balances(RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Balances(Money.ZERO, new Money(-random.nextInt(3_000)));
            case 1 -> new Balances(new Money(random.nextInt(3_000)), Money.ZERO);
            default -> new Balances(Money.ZERO, Money.ZERO);
        };
    }

    private static MeteredEnergy metered(RandomGenerator random) {
        return new MeteredEnergy(
                new Energy(random.nextBoolean() ? 0 : random.nextInt(120)),
                new Energy(random.nextBoolean() ? 0 : random.nextInt(120)));
    }

    /** The smallest period that can be reached by leaving out trades and participants and halving energies, still failing. */
    static RandomPeriods shrink(RandomPeriods failing, Predicate<RandomPeriods> fails) {
        RandomPeriods smallest = failing;
        boolean shrunk = true;
        while (shrunk) {
            shrunk = false;
            for (RandomPeriods smaller : smallest.smallerOnes()) {
                if (fails.test(smaller)) {
                    smallest = smaller;
                    shrunk = true;
                    break;
                }
            }
        }
        return smallest;
    }

    private List<RandomPeriods> smallerOnes() {
        List<RandomPeriods> smaller = new ArrayList<>();
        for (int i = 0; i < trades.size(); i++) {
            List<Trade> fewer = new ArrayList<>(trades);
            Trade trade = fewer.remove(i);
            smaller.add(new RandomPeriods(tariff, fewer, participants));
            if (trade.quantity().wh() > 1) {
                List<Trade> less = new ArrayList<>(trades);
                Energy half = new Energy(trade.quantity().wh() / 2);
                less.set(i, new Trade(trade.tradeId(), trade.buyer(), trade.seller(), half, trade.price()));
                smaller.add(new RandomPeriods(tariff, less, participants));
            }
        }
        for (int i = 0; i < participants.size(); i++) {
            ParticipantPeriod participant = participants.get(i);
            List<ParticipantPeriod> fewer = new ArrayList<>(participants);
            fewer.remove(i);
            if (trades.stream().noneMatch(trade -> isParty(participant, trade))) {
                smaller.add(new RandomPeriods(tariff, trades, fewer));
            }
            MeteredEnergy metered = participant.metered().orElse(MeteredEnergy.NONE);
            if (!metered.equals(MeteredEnergy.NONE)) {
                List<ParticipantPeriod> less = new ArrayList<>(participants);
                less.set(i, withHalf(participant, metered));
                smaller.add(new RandomPeriods(tariff, trades, less));
            }
        }
        return smaller;
    }

    private static boolean isParty(ParticipantPeriod participant, Trade trade) {
        return trade.buyer().equals(participant.participantId())
                || trade.seller().equals(participant.participantId());
    }

    private static ParticipantPeriod withHalf(ParticipantPeriod participant, MeteredEnergy metered) {
        return new ParticipantPeriod(
                participant.participantId(),
                participant.balances(),
                participant.bond(),
                participant.credit(),
                participant.limit(),
                Optional.of(new MeteredEnergy(
                        new Energy(metered.imported().wh() / 2),
                        new Energy(metered.exported().wh() / 2))));
    }
}
