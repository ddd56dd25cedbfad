package org.gridbourse.cli.report;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.cli.bill.ParticipantBill;
import org.gridbourse.cli.community.Community;
import org.gridbourse.cli.community.CommunityFile;
import org.gridbourse.cli.community.Participant;
import org.gridbourse.cli.community.SessionPlan;
import org.gridbourse.cli.evidence.Evidence;
import org.gridbourse.cli.evidence.EvidenceCollector;
import org.gridbourse.market.clearing.Clearing;
import org.gridbourse.market.clearing.ClearingResult;
import org.gridbourse.market.clearing.Fill;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.credit.CreditCause;
import org.gridbourse.market.credit.CreditChange;
import org.gridbourse.market.credit.CreditScore;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.money.Balances;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.ClearingRecord;
import org.gridbourse.market.record.CreditEventRecord;
import org.gridbourse.market.record.ExchangeLimits;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.FillRecord.Part;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.OrdersRecord;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.ParticipantRecord.Custody;
import org.gridbourse.market.record.ParticipantRecord.DatedLimits;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.SessionRecord.Announcement;
import org.gridbourse.market.record.StateRecord;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.record.StatementRecord.Settled;
import org.gridbourse.market.request.AnnounceSession;
import org.gridbourse.market.rules.BondRate;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.market.settlement.ParticipantPeriod;
import org.gridbourse.market.settlement.PeriodSettlement;
import org.gridbourse.market.settlement.SettledParticipant;
import org.gridbourse.market.settlement.Statement;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;
import org.gridbourse.optimizer.DispatchPlan;
import org.gridbourse.optimizer.Position;

/**
 * An example community's days, planned by the dispatcher, cleared and settled by the market's own rules, without a
 * ledger between them. Odd periods see a quarter less delivered than was sold.
 */
final class RecordedDay {
    private final Community community;
    private final Map<String, List<DispatchPlan>> plans;
    private final EvidenceCollector collector = new EvidenceCollector();

    private RecordedDay(Community community, Map<String, List<DispatchPlan>> plans) {
        this.community = community;
        this.plans = plans;
    }

    /** What the rules make of the community; {@code settlements} hears of every settled period. */
    static Report of(Path folder, PlanMaker planner, SettlementListener settlements) {
        Community community = CommunityFile.read(folder);
        RecordedDay day = new RecordedDay(community, planner.plans(community));
        community.participants().forEach(day::register);
        for (int session = 0; session < community.sessions().count(); session++) {
            day.announce(session);
            for (int period = 0; period < community.sessions().periods(); period++) {
                day.period(session, period, settlements);
            }
            day.credit(session);
        }
        Evidence evidence = day.collector.evidence();
        return new Report(
                community,
                "embedded",
                42,
                evidence,
                ParticipantBill.all(evidence),
                day.plans,
                List.of("the session opened", "the session closed"),
                new Verdict(true, 57, 412, List.of(), "00ff", 0, "The ledger is simulated.", List.of("settled early")));
    }

    interface PlanMaker {
        Map<String, List<DispatchPlan>> plans(Community community);
    }

    interface SettlementListener {
        void settled(String sessionId, int period, PeriodSettlement settlement);
    }

    private void write(StateRecord record) {
        WrittenRecord.Source source =
                new WrittenRecord.Source(1, 0, "tx", "f", "GridMSP operator", List.of("GridMSP"), Instant.EPOCH);
        collector.written(WrittenRecord.of(source, record.key(), record.toJson()));
    }

    private void register(Participant participant) {
        String mspId = participant.organisation().displayName() + "MSP";
        write(new ParticipantRecord(
                participant.id(),
                participant.id(),
                mspId,
                Custody.ORGANISATION,
                List.of(new DatedLimits(
                        Instant.EPOCH, new ExchangeLimits(new Energy(1_000_000), new Energy(1_000_000)))),
                1,
                true,
                List.of()));
    }

    private static String sessionId(int session) {
        return "s-" + (session + 1);
    }

    private void announce(int session) {
        SessionPlan plan = community.sessions();
        write(new SessionRecord(
                sessionId(session),
                community.currency(),
                1,
                plan.periodMinutes(),
                AnnounceSession.regular(
                        plan.startOf(session), Duration.ofMinutes(plan.periodMinutes()), plan.periods()),
                community.tariffs().get(session),
                Collections.emptySortedMap(),
                new Announcement(Instant.EPOCH, true),
                Optional.empty()));
    }

    private void period(int session, int period, SettlementListener settlements) {
        String sessionId = sessionId(session);
        Tariff tariff = community.tariffs().get(session).get(period);
        List<Order> orders = new ArrayList<>();
        Map<String, Long> netWh = new TreeMap<>();
        for (Participant participant : community.participants()) {
            Position position =
                    plans.get(participant.id()).get(session).positions().get(period);
            netWh.put(participant.id(), position.netWh());
            if (position.netWh() != 0 && tariff.takesOrders()) {
                orders.add(order(participant, position.netWh(), tariff));
            }
        }
        ClearingResult result = Clearing.clear(OrderBook.of("%s-%03d".formatted(sessionId, period), tariff, orders));
        record(sessionId, period, orders, result);
        PeriodSettlement settlement = PeriodSettlement.settle(tariff, result.trades(), parties(netWh, period), 1_440);
        settlement.participants().forEach(each -> record(sessionId, period, each));
        settlements.settled(sessionId, period, settlement);
    }

    private Order order(Participant participant, long netWh, Tariff tariff) {
        Side side = netWh > 0 ? Side.BUY : Side.SELL;
        long spread = tariff.spread().microPerKwh();
        long quantity = Math.abs(netWh);
        List<OrderStep> steps = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            long margin = (long) (spread * (participant.limitMargins().first() + 0.2 * i));
            long part = i == 0 ? quantity - quantity / 2 : quantity / 2;
            long price = side == Side.BUY
                    ? tariff.cap().microPerKwh() - margin
                    : tariff.floor().microPerKwh() + margin;
            if (part > 0) {
                steps.add(OrderStep.of(part, price));
            }
        }
        return new Order(participant.id(), participant.id(), side, steps);
    }

    private void record(String sessionId, int period, List<Order> orders, ClearingResult result) {
        for (Order order : orders) {
            write(new OrdersRecord(
                    sessionId,
                    order.participantId(),
                    1,
                    "00",
                    OrderSchedule.of(List.of(new PeriodOrder(period, order.side(), order.steps()))),
                    new BondRate(100),
                    Money.ZERO,
                    Optional.empty(),
                    Journal.EMPTY));
        }
        write(new ClearingRecord(
                sessionId,
                period,
                orders.size(),
                result.volume(),
                result.equilibrium(),
                result.trades().size()));
        for (Fill fill : result.fills()) {
            if (!fill.filled().isZero()) {
                write(fill(sessionId, period, fill, result));
            }
        }
        write(new PhaseRecord(sessionId, Phase.SETTLED, false, Instant.EPOCH));
    }

    private static FillRecord fill(String sessionId, int period, Fill fill, ClearingResult result) {
        String owner = fill.order().participantId();
        List<Part> parts = new ArrayList<>();
        for (Trade trade : result.trades()) {
            if (trade.buyer().equals(owner)) {
                parts.add(new Part(trade.tradeId(), trade.seller(), trade.quantity()));
            } else if (trade.seller().equals(owner)) {
                parts.add(new Part(trade.tradeId(), trade.buyer(), trade.quantity()));
            }
        }
        return new FillRecord(
                sessionId,
                owner,
                period,
                fill.order().side(),
                fill.order().quantity(),
                fill.filled(),
                result.equilibrium().orElseThrow().price(),
                parts);
    }

    private static List<ParticipantPeriod> parties(Map<String, Long> netWh, int period) {
        return netWh.entrySet().stream()
                .map(entry -> new ParticipantPeriod(
                        entry.getKey(),
                        new Balances(new Money(1_000_000_000_000L), Money.ZERO),
                        Money.ZERO,
                        CreditScore.ofPoints(RuleSet.version1(), 600),
                        new Energy(1_000_000),
                        Optional.of(measured(entry.getValue(), period))))
                .toList();
    }

    private static MeteredEnergy measured(long netWh, int period) {
        return netWh > 0
                ? new MeteredEnergy(new Energy(netWh), Energy.ZERO)
                : new MeteredEnergy(Energy.ZERO, new Energy(period % 2 == 0 ? -netWh : -netWh * 3 / 4));
    }

    private void record(String sessionId, int period, SettledParticipant settled) {
        Statement statement = settled.statement();
        write(new StatementRecord(
                sessionId,
                statement.participantId(),
                period,
                1,
                Quality.MEASURED,
                List.of(),
                new Settled(statement.energy(), Energy.ZERO, statement.pooled()),
                StatementRecord.Figures.of(statement),
                settled.settlement().balances().arrears(),
                settled.settlement().journal()));
    }

    private void credit(int session) {
        int index = 0;
        for (Participant participant : community.participants()) {
            int before = 600 + session * 10 * (index - 3);
            int points = 10 * (index - 3);
            write(new CreditEventRecord(
                    participant.id(),
                    sessionId(session),
                    1,
                    new CreditChange(
                            CreditCause.DELIVERY,
                            before * 1_000L,
                            points * 1_000L,
                            (before + points) * 1_000L,
                            Energy.ZERO,
                            Energy.ZERO)));
            index++;
        }
    }
}
