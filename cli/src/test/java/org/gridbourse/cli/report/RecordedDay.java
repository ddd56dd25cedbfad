package org.gridbourse.cli.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.gridbourse.cli.bill.Bills;
import org.gridbourse.cli.community.Community;
import org.gridbourse.cli.community.CommunityFile;
import org.gridbourse.cli.community.Participant;
import org.gridbourse.cli.evidence.ClearedPeriod;
import org.gridbourse.cli.evidence.CreditChange;
import org.gridbourse.cli.evidence.Evidence;
import org.gridbourse.cli.evidence.Member;
import org.gridbourse.cli.evidence.PeriodTariff;
import org.gridbourse.cli.evidence.PostingRow;
import org.gridbourse.cli.evidence.StatementRow;
import org.gridbourse.cli.evidence.TradeRow;
import org.gridbourse.market.clearing.Clearing;
import org.gridbourse.market.clearing.ClearingResult;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.credit.CreditScore;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.money.Balances;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.market.settlement.ParticipantPeriod;
import org.gridbourse.market.settlement.PeriodSettlement;
import org.gridbourse.market.settlement.SettledParticipant;
import org.gridbourse.market.settlement.Statement;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.optimizer.DispatchPlan;
import org.gridbourse.optimizer.Position;

/**
 * An example community's days, planned by the dispatcher, cleared and settled by the market's own rules, without a
 * ledger between them. Odd periods see a quarter less delivered than was sold.
 */
final class RecordedDay {
    private final Community community;
    private final Map<String, List<DispatchPlan>> plans;
    private final List<PeriodTariff> tariffs = new ArrayList<>();
    private final List<org.gridbourse.cli.evidence.OrderStep> orderSteps = new ArrayList<>();
    private final List<ClearedPeriod> clearings = new ArrayList<>();
    private final List<TradeRow> trades = new ArrayList<>();
    private final List<StatementRow> statements = new ArrayList<>();
    private final List<PostingRow> postings = new ArrayList<>();
    private final List<CreditChange> creditChanges = new ArrayList<>();

    private RecordedDay(Community community, Map<String, List<DispatchPlan>> plans) {
        this.community = community;
        this.plans = plans;
    }

    /** What the rules make of the community; {@code settlements} hears of every settled period. */
    static Report of(Path folder, PlanMaker planner, SettlementListener settlements) {
        Community community = CommunityFile.read(folder);
        RecordedDay day = new RecordedDay(community, planner.plans(community));
        for (int session = 0; session < community.sessions().count(); session++) {
            for (int period = 0; period < community.sessions().periods(); period++) {
                day.period(session, period, settlements);
            }
            day.credit(session);
        }
        Evidence evidence = new Evidence(
                community.participants().stream()
                        .map(participant -> new Member(
                                participant.id(), participant.organisation().displayName() + "MSP", 1_000_000))
                        .toList(),
                day.tariffs,
                day.orderSteps,
                day.clearings,
                day.trades,
                day.statements,
                day.postings,
                day.creditChanges);
        return new Report(
                community,
                "embedded",
                42,
                evidence,
                Bills.of(evidence),
                day.plans,
                List.of("the session opened", "the session closed"),
                new Verdict(true, 57, 412, List.of(), "00ff", 0));
    }

    interface PlanMaker {
        Map<String, List<DispatchPlan>> plans(Community community);
    }

    interface SettlementListener {
        void settled(String sessionId, int period, PeriodSettlement settlement);
    }

    private void period(int session, int period, SettlementListener settlements) {
        String sessionId = "s-" + (session + 1);
        Tariff tariff = community.tariffs().get(session).get(period);
        tariffs.add(new PeriodTariff(sessionId, period, tariff));
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
            order.steps()
                    .forEach(step -> orderSteps.add(new org.gridbourse.cli.evidence.OrderStep(
                            sessionId,
                            period,
                            order.participantId(),
                            order.side(),
                            step.quantity().wh(),
                            step.limit().microPerKwh())));
        }
        OptionalLong price = result.equilibrium()
                .map(found -> OptionalLong.of(found.price().microPerKwh()))
                .orElse(OptionalLong.empty());
        clearings.add(new ClearedPeriod(sessionId, period, result.volume().wh(), price));
        result.trades()
                .forEach(trade -> trades.add(new TradeRow(
                        sessionId,
                        period,
                        trade.tradeId(),
                        trade.buyer(),
                        trade.seller(),
                        trade.quantity().wh(),
                        trade.price().microPerKwh(),
                        TradeRow.Status.SETTLED)));
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
        statements.add(new StatementRow(
                sessionId,
                period,
                statement.participantId(),
                1,
                statement.side(),
                statement.contracted().wh(),
                statement.meteredWh(),
                statement.delivered().wh(),
                statement.missed().wh(),
                statement.over().wh(),
                statement.net().nano(),
                statement.soldByGrid().wh(),
                statement.boughtByGrid().wh()));
        String journal = "statement/%s/%s/%03d/001".formatted(sessionId, statement.participantId(), period);
        settled.settlement()
                .journal()
                .postings()
                .forEach(posting -> postings.add(new PostingRow(
                        "tx",
                        journal,
                        posting.account().name(),
                        posting.amount().nano(),
                        posting.reason().name())));
    }

    private void credit(int session) {
        int index = 0;
        for (Participant participant : community.participants()) {
            int before = 600 + session * 10 * (index - 3);
            creditChanges.add(new CreditChange(
                    "s-" + (session + 1), participant.id(), before, before + 10 * (index - 3), "DELIVERY"));
            index++;
        }
    }
}
