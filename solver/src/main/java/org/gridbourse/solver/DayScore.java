package org.gridbourse.solver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gridbourse.market.clearing.Fill;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.quantity.MarketLimits;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.storage.CheckedStorage;
import org.gridbourse.market.storage.ClearedPeriod;
import org.gridbourse.market.storage.JointClearing;
import org.gridbourse.market.storage.SessionBook;
import org.gridbourse.market.tariff.Tariff;

/**
 * What a jointly cleared session reached of what one planner with the same orders before it could have reached. The planner's
 * result is bounded by the certificate alone: at the session's prices no owner could have earned more than its bound, so
 * that all together miss at most the sum of their gaps.
 *
 * @param owners one per storage order, in ascending order id
 * @param savedNano what all together are better off than alone, each at the tariff of the grid [nano]
 * @param missedNano by how much one planner could have done better at most [nano]
 */
public record DayScore(List<Owner> owners, long savedNano, long missedNano) {
    private static final int WHOLE = 1_000;

    public DayScore {
        owners = List.copyOf(owners);
    }

    /**
     * One owner of a storage; earnings are positive, costs negative.
     *
     * @param participantId who
     * @param earnedNano what its energy and its storage earn over the session at the session's prices [nano]
     * @param atMostNano what no other schedule could exceed at these prices [nano]
     * @param aloneNano what it would have earned without the market, its storage run as well as can be [nano]
     */
    public record Owner(String participantId, long earnedNano, long atMostNano, long aloneNano) {

        /** By how much it would have been better off alone [nano]; 0 for who gained. */
        public long worseNano() {
            return Math.max(0, aloneNano - earnedNano);
        }
    }

    /** Of the possible saving at least this part was reached, in per mille; all of it where nothing could be saved. */
    public int reachedPermille() {
        long possible = savedNano + missedNano;
        return possible <= 0 || missedNano == 0 ? WHOLE : (int) (WHOLE * (double) Math.max(0, savedNano) / possible);
    }

    /** The score of a session that a proposal cleared. */
    public static DayScore of(SessionBook book, JointClearing clearing) {
        List<Owner> owners = new ArrayList<>();
        long saved = 0;
        for (CheckedStorage storage : clearing.storage()) {
            Owner owner = new Owner(
                    storage.order().participantId(), storage.profitNano(), storage.boundNano(), alone(book, storage));
            owners.add(owner);
            saved += owner.earnedNano() - owner.aloneNano();
        }
        return new DayScore(
                owners, saved + savedBySteps(book, clearing), clearing.score().gapNano());
    }

    private static long savedBySteps(SessionBook book, JointClearing clearing) {
        Set<String> storages = new TreeSet<>();
        book.storageOrders().forEach(order -> storages.add(order.orderId()));
        long saved = 0;
        for (int t = 0; t < book.periods(); t++) {
            Tariff tariff = book.tariffs().get(t);
            ClearedPeriod period = clearing.periods().get(t);
            for (Fill fill : period.fills()) {
                if (!storages.contains(fill.order().orderId()) && period.price().isPresent()) {
                    UnitPrice price = period.price().get();
                    UnitPrice better =
                            fill.order().side() == Side.BUY ? tariff.cap().minus(price) : price.minus(tariff.feedIn());
                    saved += better.times(fill.filled()).nano();
                }
            }
        }
        return saved;
    }

    /** The best that an owner could earn at the grid alone; where none is found, what it could at the market's prices. */
    private static long alone(SessionBook book, CheckedStorage storage) {
        StorageOrder order = storage.order();
        List<Tariff> closed = book.tariffs().stream().map(DayScore::closed).toList();
        List<OrderBook> empty = Collections.nCopies(
                closed.size(), OrderBook.of(book.books().get(0).tradeIdPrefix(), closed.get(0), List.of()));
        Optional<JointSolver.Found> found = JointSolver.propose(new SessionBook(closed, empty, List.of(order)));
        return found.map(each -> each.clearing().storage().get(0).profitNano()).orElse(storage.boundNano());
    }

    /** The same tariff with a fee for the wires that leaves peers no price. */
    private static Tariff closed(Tariff tariff) {
        long fee = Math.min(
                MarketLimits.PRICE_MAX_MICRO_PER_KWH,
                Math.max(0, tariff.retail().microPerKwh()) + 1);
        return new Tariff(tariff.retail(), tariff.feedIn(), new UnitPrice(fee));
    }
}
