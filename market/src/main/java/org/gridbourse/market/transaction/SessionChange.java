package org.gridbourse.market.transaction;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.CancellationRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.ProgressRecord;
import org.gridbourse.market.record.ProgressRecord.Stage;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.request.AdvanceSession;
import org.gridbourse.market.request.CancelSession;
import org.gridbourse.market.state.Access;

/** Changes of phase, in steps that each fit into one transaction and can be taken up where they were left. */
public final class SessionChange {
    private SessionChange() {}

    public static List<Action<?>> actions() {
        return List.of(
                new Action<>(AdvanceSession.FUNCTION, "SessionAdvanced", AdvanceSession::read, SessionChange::advance),
                new Action<>(CancelSession.FUNCTION, "SessionCancelled", CancelSession::read, SessionChange::cancel));
    }

    /** What leaving a phase takes, in order. */
    static List<Stage> stages(Phase from) {
        return switch (from) {
            case REVEAL -> List.of(Stage.FORFEIT, Stage.PROPOSE, Stage.CLEAR);
            case CLEARED -> List.of(Stage.SHRINK);
            case PREPAYMENT -> List.of(Stage.PREPAY, Stage.VOID);
            case DELIVERY -> List.of(Stage.BRING, Stage.COUNT, Stage.SHARE, Stage.SETTLE);
            case SETTLED -> List.of(Stage.FINAL, Stage.COMPENSATE, Stage.FUND, Stage.CREDIT, Stage.WAY_BACK);
            case ANNOUNCED, QUOTATION, CLOSED, JOINED, CANCELLED -> List.of();
        };
    }

    private static JsonObject.Builder advance(Transaction transaction, AdvanceSession request) {
        Access.requireOperator(transaction);
        SessionRecord session = transaction.session(request.sessionId());
        PhaseRecord phase = transaction.phase(request.sessionId());
        Optional<ProgressRecord> progress = transaction.find(Keys.progress(request.sessionId()), RecordType.PROGRESS);
        int nextStep = nextStep(phase, progress);
        boolean passed = phase.phase() != Phase.CANCELLED && request.from().isBefore(phase.phase());
        if (passed || phase.phase() == request.from() && request.step() < nextStep) {
            return answer(phase, request.step(), passed);
        }
        Require.that(
                phase.phase() == request.from(),
                Refusal.WRONG_PHASE,
                "session %s is in %s, not in %s",
                request.sessionId(),
                phase.phase(),
                request.from());
        requireStep(request.step(), nextStep);
        SessionTimes.requireMayLeave(session, phase, transaction.invocation().timestamp());
        requireOthersDone(transaction, session, request.from());
        List<Stage> stages = stages(request.from());
        ProgressRecord start = progress.filter(each -> phase.closing())
                .orElseGet(() -> start(request.sessionId(), request.from(), stages, progress));
        ProgressRecord done = work(transaction, session, start, stages, new Budget(request.items()));
        boolean finished = done.stage() == Stage.DONE;
        PhaseRecord after = finished
                ? new PhaseRecord(request.sessionId(), session.after(request.from()), false, transaction.second())
                : phase.leaving();
        transaction.put(done);
        if (!after.equals(phase)) {
            transaction.put(after);
        }
        return answer(after, request.step(), finished);
    }

    /** The step that is to be done next in the phase in which a session stands. */
    public static int nextStep(PhaseRecord phase, Optional<ProgressRecord> progress) {
        return phase.closing() ? progress.map(ProgressRecord::step).orElse(0) : 0;
    }

    private static void requireStep(int step, int next) {
        Require.that(step == next, Refusal.STEP_OUT_OF_ORDER, "the next step is %s, not %s", next, step);
    }

    /**
     * A session is settled with all that was added to it, and only one adding session at a time is between its gate and
     * its end: what one may add is limited by what the others have traded.
     */
    private static void requireOthersDone(Transaction transaction, SessionRecord session, Phase from) {
        boolean settles = from == Phase.DELIVERY;
        boolean opens = from == Phase.QUOTATION && session.base().isPresent();
        if (!settles && !opens) {
            return;
        }
        for (SessionRecord other : Sessions.addingTo(transaction, session.baseSessionId())) {
            Phase phase = transaction.phase(other.sessionId()).phase();
            boolean done = phase.isOver() || opens && phase.isBefore(Phase.REVEAL);
            Require.that(
                    done,
                    Refusal.ADDING_SESSION_OPEN,
                    "session %s adds to %s and is in %s",
                    other.sessionId(),
                    session.baseSessionId(),
                    phase);
        }
    }

    private static ProgressRecord start(
            String sessionId, Phase from, List<Stage> stages, Optional<ProgressRecord> earlier) {
        return new ProgressRecord(
                sessionId,
                from,
                0,
                stages.isEmpty() ? Stage.DONE : stages.get(0),
                "",
                earlier.map(ProgressRecord::totals).orElse(Collections.emptySortedMap()));
    }

    /** Does as much as the budget allows, stage after stage; answers where the next step begins. */
    private static ProgressRecord work(
            Transaction transaction, SessionRecord session, ProgressRecord start, List<Stage> stages, Budget budget) {
        Accounts accounts = new Accounts(transaction);
        Stage stage = start.stage();
        String cursor = start.cursor();
        StepContext context = new StepContext(transaction, session, accounts, budget);
        while (stage != Stage.DONE && !context.isSpent() && !waits(stage, start.stage(), context)) {
            Optional<String> rest = work(stage, context, cursor);
            cursor = rest.orElse("");
            if (rest.isEmpty()) {
                int next = stages.indexOf(stage) + 1;
                stage = next < stages.size() ? stages.get(next) : Stage.DONE;
            }
        }
        return new ProgressRecord(
                start.sessionId(), start.from(), start.step() + 1, stage, cursor, accounts.totals(start.totals()));
    }

    /**
     * Whether a stage is left to the next step: what is counted is what was brought, who was prepaid for is found by its
     * record, and proposals take their time.
     */
    private static boolean waits(Stage stage, Stage first, StepContext context) {
        return switch (stage) {
            case COUNT -> first == Stage.BRING;
            case VOID -> first == Stage.PREPAY && !context.transaction().writesNothing();
            case PROPOSE ->
                first == Stage.FORFEIT
                        && ProposalWindow.of(context.transaction(), context.sessionId())
                                .isPresent();
            default -> false;
        };
    }

    /** Answers the cursor where the stage goes on, empty where it is done. */
    private static Optional<String> work(Stage stage, StepContext context, String cursor) {
        return switch (stage) {
            case FORFEIT -> DefaultSteps.forfeit(context, cursor);
            case PROPOSE -> ProposalWindow.choose(context);
            case CLEAR -> ClearingSteps.clear(context, cursor);
            case SHRINK -> ClearingSteps.shrink(context, cursor);
            case PREPAY -> Prepayments.prepayForAll(context, cursor);
            case VOID -> DefaultSteps.voidUnpaid(context, cursor);
            case BRING -> PoolSteps.bring(context, cursor);
            case COUNT -> PoolSteps.count(context, cursor);
            case SHARE -> PoolSteps.share(context, cursor);
            case SETTLE -> SettlementSteps.settle(context, cursor);
            case FINAL -> FinalSteps.finish(context, cursor);
            case COMPENSATE -> CompensationSteps.compensate(context, cursor);
            case FUND -> FundSteps.share(context, cursor);
            case CREDIT -> CreditSteps.credit(context, cursor);
            case WAY_BACK -> CreditSteps.wayBack(context, cursor);
            case RELEASE -> DefaultSteps.release(context, cursor);
            case DONE -> Optional.empty();
        };
    }

    private static JsonObject.Builder cancel(Transaction transaction, CancelSession request) {
        Access.requireOperator(transaction);
        SessionRecord session = transaction.session(request.sessionId());
        PhaseRecord phase = transaction.phase(request.sessionId());
        Optional<CancellationRecord> existing =
                transaction.find(Keys.cancellation(request.sessionId()), RecordType.CANCELLATION);
        Optional<ProgressRecord> progress = transaction.find(Keys.progress(request.sessionId()), RecordType.PROGRESS);
        if (existing.isPresent()) {
            Require.that(
                    existing.get().reason().equals(request.reason()),
                    Refusal.CONFLICTING_DUPLICATE,
                    "session %s is cancelled for another reason",
                    request.sessionId());
            if (!phase.closing() || request.step() < nextStep(phase, progress)) {
                return answer(phase, request.step(), !phase.closing());
            }
        } else {
            Require.that(
                    phase.phase().isBefore(Phase.REVEAL) && !phase.closing(),
                    Refusal.WRONG_PHASE,
                    "session %s is in %s%s and cannot be cancelled any more",
                    request.sessionId(),
                    phase.phase(),
                    phase.closing() ? " (closing)" : "");
            transaction.put(new CancellationRecord(request.sessionId(), request.reason(), phase.phase()));
        }
        requireStep(request.step(), existing.isPresent() ? nextStep(phase, progress) : 0);
        List<Stage> stages = List.of(Stage.RELEASE);
        ProgressRecord start = progress.filter(each -> existing.isPresent())
                .orElseGet(() -> start(request.sessionId(), phase.phase(), stages, progress));
        ProgressRecord done = work(transaction, session, start, stages, new Budget(request.items()));
        PhaseRecord after =
                new PhaseRecord(request.sessionId(), Phase.CANCELLED, done.stage() != Stage.DONE, transaction.second());
        transaction.put(done);
        transaction.put(after);
        return answer(after, request.step(), !after.closing());
    }

    private static JsonObject.Builder answer(PhaseRecord phase, int step, boolean done) {
        return JsonObject.builder()
                .put("key", phase.key())
                .put("sessionId", phase.sessionId())
                .put("phase", phase.phase().name())
                .put("step", step)
                .put("done", done);
    }
}
