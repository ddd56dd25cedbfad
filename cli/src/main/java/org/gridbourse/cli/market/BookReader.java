package org.gridbourse.cli.market;

import java.util.HashSet;
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

    CaseFile.Cases<WrittenCase> read() {
        SessionReader sessions = new SessionReader(file, this);
        return file.read(fields -> SessionReader.isSession(fields) ? sessions.read(fields) : book(fields));
    }

    private WrittenBook book(Fields fields) {
        WrittenBook book = new WrittenBook(
                fields.text("period"),
                fields.number("ruleVersion"),
                fields.optionalObject("tariff", tariff -> WrittenTariff.read(tariff, file)),
                fields.objects("orders", order -> order(order, Set.of())));
        file.ignoreOthers(fields, Set.of("period", "ruleVersion", "tariff", "orders"));
        return book;
    }

    /** @param besides keys that the caller reads */
    WrittenOrder order(Fields fields, Set<String> besides) {
        WrittenOrder order = new WrittenOrder(
                fields.text("orderId"),
                fields.text("participantId"),
                fields.isNull("side") ? Optional.empty() : fields.optionalText("side"),
                fields.objects("steps", this::step));
        Set<String> known = new HashSet<>(besides);
        known.addAll(List.of("orderId", "participantId", "side", "steps"));
        file.ignoreOthers(fields, known);
        return order;
    }

    private WrittenStep step(Fields fields) {
        WrittenStep step = new WrittenStep(fields.number("quantityWh"), fields.number("limitPriceMicroPerKwh"));
        file.ignoreOthers(fields, Set.of("quantityWh", "limitPriceMicroPerKwh"));
        return step;
    }

    /** A book of the right types, whatever it says. */
    record WrittenBook(String period, long ruleVersion, Optional<WrittenTariff> tariff, List<WrittenOrder> orders)
            implements WrittenCase {

        @Override
        public Answer answer() {
            return Answer.of(() -> ClearingAnswer.of(this));
        }

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

    record WrittenOrder(String orderId, String participantId, Optional<String> side, List<WrittenStep> steps) {
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

    record WrittenStep(long quantityWh, long limitPriceMicroPerKwh) {
        OrderStep byTheRules() {
            return OrderStep.of(quantityWh, limitPriceMicroPerKwh);
        }
    }
}
