package org.gridbourse.cli.market;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.market.tariff.LimitRange;
import org.gridbourse.market.tariff.Tariff;

/** Reads order books. First the whole file into what was written, then each book into what the rules allow. */
final class BookReader {
    private final CaseFile file;

    BookReader(CaseFile file) {
        this.file = file;
    }

    CaseFile.Cases<WrittenBook> read() {
        return file.read(this::book);
    }

    private WrittenBook book(Fields fields) {
        WrittenBook book = new WrittenBook(
                fields.text("period"),
                fields.number("ruleVersion"),
                fields.optionalObject("tariff", tariff -> WrittenTariff.read(tariff, file)),
                fields.objects("orders", this::order));
        file.ignoreOthers(fields, Set.of("period", "ruleVersion", "tariff", "orders"));
        return book;
    }

    private WrittenOrder order(Fields fields) {
        WrittenOrder order = new WrittenOrder(
                fields.text("orderId"),
                fields.text("participantId"),
                fields.isNull("side") ? Optional.empty() : fields.optionalText("side"),
                fields.objects("steps", this::step));
        file.ignoreOthers(fields, Set.of("orderId", "participantId", "side", "steps"));
        return order;
    }

    private WrittenStep step(Fields fields) {
        WrittenStep step = new WrittenStep(fields.number("quantityWh"), fields.number("limitPriceMicroPerKwh"));
        file.ignoreOthers(fields, Set.of("quantityWh", "limitPriceMicroPerKwh"));
        return step;
    }

    /** A book of the right types, whatever it says. */
    record WrittenBook(String period, long ruleVersion, Optional<WrittenTariff> tariff, List<WrittenOrder> orders) {

        /** The tariff by the rules. */
        Optional<Tariff> tariffByTheRules() {
            return tariff.map(WrittenTariff::byTheRules);
        }

        /** The book by the rules, refused where it breaks one. */
        OrderBook byTheRules() {
            RuleSet.known(ruleVersion);
            Optional<Tariff> published = tariffByTheRules();
            List<Order> valid = orders.stream().map(WrittenOrder::byTheRules).toList();
            return published.isPresent()
                    ? OrderBook.of(period, published.get(), valid)
                    : new OrderBook(period, LimitRange.WITHOUT_TARIFF, valid);
        }
    }

    private record WrittenOrder(String orderId, String participantId, Optional<String> side, List<WrittenStep> steps) {
        Order byTheRules() {
            try {
                String name = side.orElseThrow(() -> new RefusedException(Refusal.SIDE_UNKNOWN, "there is no side"));
                return new Order(
                        orderId,
                        participantId,
                        Side.named(name),
                        steps.stream().map(WrittenStep::byTheRules).toList());
            } catch (RefusedException refused) {
                throw new RefusedException(refused.refusal(), "order '%s': %s".formatted(orderId, refused.detail()));
            }
        }
    }

    private record WrittenStep(long quantityWh, long limitPriceMicroPerKwh) {
        OrderStep byTheRules() {
            return OrderStep.of(quantityWh, limitPriceMicroPerKwh);
        }
    }
}
