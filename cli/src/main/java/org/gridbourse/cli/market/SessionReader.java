package org.gridbourse.cli.market;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.order.NetPosition;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.StorageLimits;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.order.Store;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.market.storage.Proposal;
import org.gridbourse.market.storage.SessionBook;
import org.gridbourse.market.storage.StorageSchedule;
import org.gridbourse.market.tariff.Tariff;

/** Reads books of whole sessions: a tariff per period, step orders that name their period, storage orders, a proposal. */
final class SessionReader {
    private static final Set<String> KEYS =
            Set.of("session", "ruleVersion", "tariffs", "orders", "storageOrders", "proposal");
    private static final Set<String> STORAGE_KEYS = Set.of(
            "orderId",
            "participantId",
            "netWh",
            "bidMarginPermille",
            "askMarginPermille",
            "capacityWh",
            "startMilliWh",
            "endMinMilliWh",
            "chargeMaxWh",
            "dischargeMaxWh",
            "storedMilliPerWh",
            "drawnMilliPerWh",
            "wearMicroPerKwh",
            "throughputMaxWh",
            "importLimitWh",
            "exportLimitWh");
    private static final Set<String> SCHEDULE_KEYS =
            Set.of("orderId", "chargeWh", "dischargeWh", "storedValuePicoPerMilliWh", "throughputValuePicoPerMilliWh");

    private final CaseFile file;
    private final BookReader orders;

    SessionReader(CaseFile file, BookReader orders) {
        this.file = file;
        this.orders = orders;
    }

    /** Whether a book is one of a whole session. */
    static boolean isSession(Fields fields) {
        return fields.has("tariffs");
    }

    WrittenSession read(Fields fields) {
        WrittenSession session = new WrittenSession(
                fields.text("session"),
                fields.number("ruleVersion"),
                fields.objects("tariffs", tariff -> WrittenTariff.read(tariff, file)),
                fields.objects("orders", this::step),
                fields.has("storageOrders") ? fields.objects("storageOrders", this::storage) : List.of(),
                fields.optionalObject("proposal", this::proposal));
        file.ignoreOthers(fields, KEYS);
        return session;
    }

    private WrittenStep step(Fields fields) {
        return new WrittenStep(fields.number("period"), orders.order(fields, Set.of("period")));
    }

    private WrittenStorage storage(Fields fields) {
        WrittenStorage storage = new WrittenStorage(
                fields.text("orderId"),
                fields.text("participantId"),
                new WrittenNet(
                        fields.numbers("netWh"),
                        fields.numberOr("bidMarginPermille", 0),
                        fields.numberOr("askMarginPermille", 0)),
                new WrittenStore(
                        fields.number("capacityWh"),
                        fields.number("startMilliWh"),
                        fields.number("endMinMilliWh"),
                        fields.numbers("chargeMaxWh"),
                        fields.numbers("dischargeMaxWh"),
                        fields.number("storedMilliPerWh"),
                        fields.number("drawnMilliPerWh"),
                        fields.number("wearMicroPerKwh"),
                        fields.number("throughputMaxWh")),
                new WrittenLimits(fields.number("importLimitWh"), fields.number("exportLimitWh")));
        file.ignoreOthers(fields, STORAGE_KEYS);
        return storage;
    }

    private Proposal proposal(Fields fields) {
        List<StorageSchedule> storage =
                new ArrayList<>(fields.has("storage") ? fields.objects("storage", this::schedule) : List.of());
        storage.sort(Comparator.comparing(StorageSchedule::orderId, Utf8Order.BYTES));
        Proposal proposal = new Proposal(fields.numbers("pricesMicroPerKwh"), storage);
        file.ignoreOthers(fields, Set.of("pricesMicroPerKwh", "storage"));
        return proposal;
    }

    private StorageSchedule schedule(Fields fields) {
        StorageSchedule schedule = new StorageSchedule(
                fields.text("orderId"),
                fields.numbers("chargeWh"),
                fields.numbers("dischargeWh"),
                fields.numbers("storedValuePicoPerMilliWh"),
                fields.numberOr("throughputValuePicoPerMilliWh", 0));
        file.ignoreOthers(fields, SCHEDULE_KEYS);
        return schedule;
    }

    /** A session of the right types, whatever it says. */
    record WrittenSession(
            String session,
            long ruleVersion,
            List<WrittenTariff> tariffs,
            List<WrittenStep> steps,
            List<WrittenStorage> storage,
            Optional<Proposal> proposal)
            implements WrittenCase {

        @Override
        public Answer answer() {
            return SessionAnswer.of(this);
        }

        /** The session by the rules, refused where it breaks one. */
        SessionBook byTheRules() {
            RuleSet.known(ruleVersion);
            if (tariffs.isEmpty()) {
                throw new RefusedException(Refusal.NO_ORDERS_IN_PERIOD, "the session has no periods");
            }
            List<Tariff> published =
                    tariffs.stream().map(WrittenTariff::byTheRules).toList();
            List<StorageOrder> storageOrders = new ArrayList<>(storage.size());
            for (WrittenStorage each : storage) {
                storageOrders.add(each.byTheRules(published));
            }
            return new SessionBook(published, books(published), storageOrders);
        }

        private List<OrderBook> books(List<Tariff> published) {
            List<List<Order>> perPeriod = new ArrayList<>(published.size());
            published.forEach(tariff -> perPeriod.add(new ArrayList<>()));
            for (WrittenStep step : steps) {
                if (step.period() < 0 || step.period() >= published.size()) {
                    throw new RefusedException(
                            Refusal.NO_ORDERS_IN_PERIOD,
                            "order '%s': period %s is outside the session's 0..%s"
                                    .formatted(step.order().orderId(), step.period(), published.size() - 1));
                }
                perPeriod.get((int) step.period()).add(step.order().byTheRules());
            }
            List<OrderBook> books = new ArrayList<>(published.size());
            for (int t = 0; t < published.size(); t++) {
                books.add(OrderBook.of(Keys.tradeIdPrefix(session, t), published.get(t), perPeriod.get(t)));
            }
            return books;
        }
    }

    private record WrittenStep(long period, BookReader.WrittenOrder order) {}

    private record WrittenNet(List<Long> netWh, long bidMarginPermille, long askMarginPermille) {}

    private record WrittenLimits(long importLimitWh, long exportLimitWh) {}

    private record WrittenStore(
            long capacityWh,
            long startMilliWh,
            long endMinMilliWh,
            List<Long> chargeMaxWh,
            List<Long> dischargeMaxWh,
            long storedMilliPerWh,
            long drawnMilliPerWh,
            long wearMicroPerKwh,
            long throughputMaxWh) {

        Store byTheRules() {
            return new Store(
                    new Store.Levels(capacityWh, startMilliWh, endMinMilliWh),
                    new Store.Power(chargeMaxWh, dischargeMaxWh, storedMilliPerWh, drawnMilliPerWh),
                    wearMicroPerKwh,
                    throughputMaxWh);
        }
    }

    private record WrittenStorage(
            String orderId, String participantId, WrittenNet net, WrittenStore store, WrittenLimits limits) {

        StorageOrder byTheRules(List<Tariff> published) {
            try {
                StorageOrder order = new StorageOrder(
                        orderId,
                        participantId,
                        new NetPosition(net.netWh(), net.bidMarginPermille(), net.askMarginPermille()),
                        store.byTheRules());
                order.requireWithin(published, within());
                return order;
            } catch (RefusedException refused) {
                throw new RefusedException(refused.refusal(), named(refused.detail()));
            }
        }

        private String named(String detail) {
            return detail.contains("'" + orderId + "'") ? detail : "storage order '%s': %s".formatted(orderId, detail);
        }

        private StorageLimits within() {
            if (limits.importLimitWh() < 0 || limits.exportLimitWh() < 0) {
                throw new RefusedException(
                        Refusal.STORAGE_ORDER_INVALID,
                        "importLimitWh (%s) and exportLimitWh (%s) must not be negative"
                                .formatted(limits.importLimitWh(), limits.exportLimitWh()));
            }
            Energy importLimit = new Energy(limits.importLimitWh());
            Energy exportLimit = new Energy(limits.exportLimitWh());
            return StorageLimits.of(net.netWh().size(), importLimit, exportLimit, importLimit.max(exportLimit));
        }
    }
}
