package org.gridbourse.market.transaction;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.BringRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.settlement.PoolShare;
import org.gridbourse.market.settlement.Settlement;
import org.gridbourse.market.settlement.Statement;

/** Steps that settle a session: one statement per participant and period. */
final class SettlementSteps {
    private static final int FIRST = 1;

    private SettlementSteps() {}

    /** @param cursor {@code participant/period}: where a step ended, in the middle of a participant where it has much */
    static Optional<String> settle(StepContext context, String cursor) {
        int slash = cursor.indexOf('/');
        String from = slash < 0 ? "" : cursor.substring(0, slash);
        int firstPeriod = slash < 0 ? 0 : Integer.parseInt(cursor.substring(slash + 1));
        BaseWalk walk = new BaseWalk(context, from);
        StatementWriter writer = new StatementWriter(context.transaction(), context.accounts(), context.session());
        while (walk.hasNext()) {
            SessionWalk.Stop stop = walk.next();
            if (context.isSpent()) {
                return Optional.of(stop.participantId() + "/0");
            }
            context.budget().read();
            int first = stop.participantId().equals(from) ? firstPeriod : 0;
            Optional<Integer> rest = settle(context, walk, stop, writer, first);
            if (rest.isPresent()) {
                return Optional.of(stop.participantId() + "/" + rest.get());
            }
        }
        return Optional.empty();
    }

    /** Answers the period where the next step goes on, empty where the participant is done. */
    private static Optional<Integer> settle(
            StepContext context, BaseWalk walk, SessionWalk.Stop stop, StatementWriter writer, int firstPeriod) {
        try {
            BaseWalk.Stop participant = walk.stop(stop);
            SortedMap<Integer, PoolShare> shares = shares(context, stop.participantId());
            SortedMap<Integer, Money> bonds = walk.trades().bonds(stop.participantId(), participant.source());
            boolean wrote = false;
            for (ParticipantDay.Period period : participant.day().periods()) {
                if (period.period() < firstPeriod) {
                    continue;
                }
                if (wrote && context.isSpent()) {
                    return Optional.of(period.period());
                }
                context.budget().written();
                wrote = true;
                first(context, period, shares, bonds, writer);
            }
            return Optional.empty();
        } catch (RefusedException refused) {
            throw new RefusedException(refused.refusal(), "%s: %s".formatted(stop.participantId(), refused.detail()));
        }
    }

    private static SortedMap<Integer, PoolShare> shares(StepContext context, String participantId) {
        SortedMap<Integer, PoolShare> shares = new TreeMap<>();
        context.transaction()
                .find(Keys.bring(context.sessionId(), participantId), RecordType.BRING)
                .map(BringRecord::periods)
                .ifPresent(periods -> periods.forEach(each -> shares.put(each.period(), each.share())));
        return shares;
    }

    private static void first(
            StepContext context,
            ParticipantDay.Period period,
            SortedMap<Integer, PoolShare> shares,
            SortedMap<Integer, Money> bonds,
            StatementWriter writer) {
        Statement alone = period.alone();
        Statement statement = new Statement(
                alone.contract(),
                alone.energy(),
                alone.tariff(),
                shares.getOrDefault(period.period(), PoolShare.NOTHING));
        Settlement settlement = Settlement.first(
                statement,
                context.transaction().account(statement.participantId()).balances(),
                bonds.getOrDefault(period.period(), Money.ZERO));
        writer.write(period, statement, FIRST, settlement);
    }
}
