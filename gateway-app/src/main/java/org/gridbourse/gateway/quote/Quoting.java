package org.gridbourse.gateway.quote;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.gateway.web.NotFoundException;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.clearing.Equilibrium;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.order.StorageLimits;
import org.gridbourse.market.order.StorageOffer;
import org.gridbourse.market.prepayment.BidBond;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.ClearingRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.rules.ClassTerms;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.node.rule.OrderBudget;
import org.springframework.stereotype.Component;

/** Says what orders would cost, by the rules that will judge them and the account as it is now. */
@Component
public final class Quoting {
    private final LedgerView view;

    Quoting(LedgerView view) {
        this.view = view;
    }

    public SessionRecord session(String sessionId) {
        return view.session(sessionId).orElseThrow(() -> new NotFoundException("session " + sessionId));
    }

    public Quote quote(String participantId, SessionRecord session, OrderSchedule schedule) {
        AccountRecord account = account(participantId);
        OrderBudget budget = budget(participantId, session);
        Money declared = OrderBudget.declared(schedule, session.tariffs());
        return new Quote(
                WrittenOrder.of(schedule),
                Decimals.exact(declared),
                Decimals.exact(BidBond.atCommit(budget.terms().rate(), declared)),
                Decimals.exact(budget.prepaymentAtMost(schedule, session.tariffs())),
                Decimals.exact(account.free().max(Money.ZERO)),
                Decimals.exact(worstCase(schedule, session)),
                likely(schedule, session).map(Decimals::exact).orElse(null));
    }

    /**
     * Refuses what class, limits or wallet do not allow, before anything is sealed.
     *
     * @throws BadInputException naming the order
     */
    public void requireWithinLimits(String participantId, SessionRecord session, OrderSchedule schedule) {
        OrderBudget budget = budget(participantId, session);
        for (int i = 0; i < schedule.orders().size(); i++) {
            PeriodOrder order = schedule.orders().get(i);
            Energy most = budget.most(order.side());
            if (order.quantity().compareTo(most) > 0) {
                throw new BadInputException(
                        "orders[%d].steps".formatted(i),
                        "period %d: %d Wh are more than the %d Wh that limits and credit class allow"
                                .formatted(order.period(), order.quantity().wh(), most.wh()));
            }
        }
        schedule.storage().ifPresent(offer -> requireWithinLimits(participantId, session, offer, budget));
    }

    private static void requireWithinLimits(
            String participantId, SessionRecord session, StorageOffer offer, OrderBudget budget) {
        long importWh = budget.most(Side.BUY).wh();
        long exportWh = budget.most(Side.SELL).wh();
        try {
            offer.order(participantId, participantId)
                    .requireWithin(
                            session.tariffs(),
                            new StorageLimits(
                                    Collections.nCopies(session.periods(), importWh),
                                    Collections.nCopies(session.periods(), exportWh)));
        } catch (RefusedException refused) {
            throw new BadInputException("storageOrder", refused.detail());
        }
    }

    private OrderBudget budget(String participantId, SessionRecord session) {
        AccountRecord account = account(participantId);
        ParticipantRecord participant = view.find(Keys.participant(participantId), RecordType.PARTICIPANT)
                .orElseThrow(() -> new NotFoundException("participant " + participantId));
        ClassTerms terms = view.rules(session.ruleVersion()).termsAt(account.creditScore());
        return new OrderBudget(terms, participant.limitsNow(), account.free().max(Money.ZERO));
    }

    private AccountRecord account(String participantId) {
        return view.find(Keys.account(participantId), RecordType.ACCOUNT)
                .orElseThrow(() -> new NotFoundException("account of " + participantId));
    }

    private static Money worstCase(OrderSchedule schedule, SessionRecord session) {
        if (schedule.storage().isPresent()) {
            return Money.ZERO.minus(OrderBudget.costAtMost(schedule.storage().get(), session.tariffs()));
        }
        Money sum = Money.ZERO;
        for (PeriodOrder order : schedule.orders()) {
            Tariff tariff = session.tariffs().get(order.period());
            for (OrderStep step : order.steps()) {
                UnitPrice perKwh = order.side() == Side.BUY
                        ? step.limit().plus(tariff.gridFee())
                        : tariff.cap().minus(step.limit());
                sum = sum.minus(perKwh.times(step.quantity()));
            }
        }
        return sum;
    }

    /** At the prices that the same periods had last. */
    private Optional<Money> likely(OrderSchedule schedule, SessionRecord session) {
        Map<Integer, UnitPrice> last = lastPrices(session);
        if (last.isEmpty() || schedule.storage().isPresent()) {
            return Optional.empty();
        }
        Money sum = Money.ZERO;
        for (PeriodOrder order : schedule.orders()) {
            UnitPrice price = last.get(order.period());
            if (price != null) {
                sum = sum.plus(atPrice(order, price, session.tariffs().get(order.period())));
            }
        }
        return Optional.of(sum);
    }

    private static Money atPrice(PeriodOrder order, UnitPrice price, Tariff tariff) {
        Money sum = Money.ZERO;
        for (OrderStep step : order.steps()) {
            boolean fills = step.limit().equals(price) || order.side().isBetter(step.limit(), price);
            if (fills) {
                sum = order.side() == Side.BUY
                        ? sum.minus(price.plus(tariff.gridFee()).times(step.quantity()))
                        : sum.plus(price.times(step.quantity()));
            }
        }
        return sum;
    }

    private Map<Integer, UnitPrice> lastPrices(SessionRecord session) {
        return view.all(RecordType.SESSION).stream()
                .filter(other -> other.periods() == session.periods()
                        && other.periodMinutes() == session.periodMinutes()
                        && other.startOf(0).isBefore(session.startOf(0)))
                .sorted(Comparator.comparing((SessionRecord other) -> other.startOf(0))
                        .reversed())
                .map(this::prices)
                .filter(prices -> !prices.isEmpty())
                .findFirst()
                .orElse(Map.of());
    }

    private Map<Integer, UnitPrice> prices(SessionRecord session) {
        return view.ofSession(RecordType.CLEARING, session.sessionId()).stream()
                .filter(clearing -> clearing.equilibrium().isPresent())
                .collect(Collectors.toMap(ClearingRecord::period, clearing -> clearing.equilibrium()
                        .map(Equilibrium::price)
                        .orElseThrow()));
    }
}
