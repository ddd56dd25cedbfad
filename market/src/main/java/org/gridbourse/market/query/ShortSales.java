package org.gridbourse.market.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.clearing.Clearing;
import org.gridbourse.market.clearing.Equilibrium;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StateRecord;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.record.StatementRecord.Figures;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.state.StateView;

/**
 * Sellers that delivered less of their contracts than the tolerance of the rules, and the buyers beside them: energy
 * that is offered and not there lowers the price for whoever buys. What each buyer gained is told by clearing the period
 * once more without the short seller.
 */
final class ShortSales {
    private static final int PERCENT = 100;
    private static final int KEPT_MAX = 500;
    private static final int BUYERS_MAX = 5;

    private final StateView view;
    private final SessionRecord session;
    private final int tolerancePercent;
    private final SortedMap<String, Short> found = new TreeMap<>();

    ShortSales(StateView view, SessionRecord session, int tolerancePercent) {
        this.view = view;
        this.session = session;
        this.tolerancePercent = tolerancePercent;
    }

    /** A seller of a period that fell short. */
    private record Short(int period, String participantId, Energy contracted, Energy missed) {
        String key() {
            return "%03d/%s".formatted(period, participantId);
        }

        JsonObject json() {
            return JsonObject.builder()
                    .put("period", period)
                    .put("participantId", participantId)
                    .put("contractedWh", contracted.wh())
                    .put("missedWh", missed.wh())
                    .build();
        }

        static Short read(Fields fields) {
            return new Short(
                    fields.integer("period", 0, Integer.MAX_VALUE),
                    fields.text("participantId"),
                    new Energy(fields.number("contractedWh")),
                    new Energy(fields.number("missedWh")));
        }
    }

    void read(Fields fields) {
        fields.objects("shorts", Short::read).forEach(each -> found.put(each.key(), each));
    }

    JsonArray bookmark() {
        return JsonArray.of(found.values().stream().map(Short::json).toList());
    }

    /** Takes the last word about a period: revisions come in their order. */
    void add(StatementRecord statement) {
        Figures figures = statement.figures();
        Short sale = new Short(statement.period(), statement.participantId(), figures.contracted(), figures.missed());
        boolean isShort = figures.side().equals(Optional.of(Side.SELL))
                && sale.missed().wh() > sale.contracted().wh() / PERCENT * tolerancePercent;
        if (!isShort) {
            found.remove(sale.key());
        } else {
            found.put(sale.key(), sale);
            if (found.size() > KEPT_MAX) {
                found.values().stream()
                        .min(Comparator.comparing(Short::missed).thenComparing(Short::key))
                        .map(Short::key)
                        .ifPresent(found::remove);
            }
        }
    }

    List<ShortSale> answer() {
        SortedMap<Integer, List<FillRecord>> fills = fillsOfThose();
        SortedMap<Integer, List<Order>> orders = isJoint() ? new TreeMap<>() : ordersOfThose();
        return found.values().stream()
                .map(sale -> answer(
                        sale,
                        fills.getOrDefault(sale.period(), List.of()),
                        Optional.ofNullable(orders.get(sale.period()))))
                .toList();
    }

    private ShortSale answer(Short sale, List<FillRecord> fills, Optional<List<Order>> orders) {
        Optional<UnitPrice> without = orders.flatMap(book -> priceWithout(sale, book));
        List<ShortSale.Buyer> buyers = fills.stream()
                .filter(fill -> fill.side() == Side.BUY)
                .sorted(Comparator.comparing(FillRecord::filled).reversed().thenComparing(FillRecord::participantId))
                .limit(BUYERS_MAX)
                .map(fill -> new ShortSale.Buyer(fill.participantId(), fill.filled(), gain(fill, without)))
                .toList();
        return new ShortSale(
                sale.period(),
                sale.participantId(),
                sale.contracted(),
                sale.missed(),
                fills.stream().map(FillRecord::price).findFirst(),
                without,
                buyers);
    }

    private static Optional<Money> gain(FillRecord bought, Optional<UnitPrice> without) {
        return without.map(price -> price.minus(bought.price()).times(bought.filled()));
    }

    private Optional<UnitPrice> priceWithout(Short sale, List<Order> orders) {
        List<Order> others = orders.stream()
                .filter(order -> !order.participantId().equals(sale.participantId()))
                .toList();
        OrderBook book = OrderBook.of(
                Keys.tradeIdPrefix(session.sessionId(), sale.period()),
                session.tariffs().get(sale.period()),
                others);
        return Clearing.equilibrium(book).map(Equilibrium::price);
    }

    /** Whether periods were cleared together, so that no one of them can be cleared again alone. */
    private boolean isJoint() {
        return view.find(Keys.window(session.sessionId()), RecordType.WINDOW)
                .filter(window -> window.storageOrders() > 0)
                .isPresent();
    }

    private SortedMap<Integer, List<FillRecord>> fillsOfThose() {
        SortedMap<Integer, List<FillRecord>> fills = new TreeMap<>();
        found.values().forEach(sale -> fills.put(sale.period(), new ArrayList<>()));
        read("fill", RecordType.FILL).forEachRemaining(fill -> Optional.ofNullable(fills.get(fill.period()))
                .ifPresent(those -> those.add(fill)));
        return fills;
    }

    private SortedMap<Integer, List<Order>> ordersOfThose() {
        SortedMap<Integer, List<Order>> orders = new TreeMap<>();
        found.values().forEach(sale -> orders.put(sale.period(), new ArrayList<>()));
        read("orders", RecordType.ORDERS).forEachRemaining(revealed -> {
            if (revealed.isValid()) {
                for (PeriodOrder order : revealed.schedule().orders()) {
                    Optional.ofNullable(orders.get(order.period()))
                            .ifPresent(those -> those.add(revealed.order(order)));
                }
            }
        });
        return orders;
    }

    /** All records of a type in the session, nothing where nobody fell short. */
    private <T extends StateRecord> Iterator<T> read(String name, RecordType<T> type) {
        if (found.isEmpty()) {
            return List.<T>of().iterator();
        }
        String prefix = Keys.all(name, session.sessionId());
        Iterator<StateEntry> entries = view.entries(prefix, prefix);
        return new Iterator<>() {
            private int read;

            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public T next() {
                MarketQueries.requireNotTooLarge(read++);
                return type.read(entries.next().value());
            }
        };
    }
}
