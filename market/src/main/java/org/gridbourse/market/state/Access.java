package org.gridbourse.market.state;

import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.record.ParticipantRecord;

/** Who may call what. What is not allowed here is refused. */
public final class Access {
    private static final String GRID_MSP = "GridMSP";

    private Access() {}

    /** The attribute {@code role} of a certificate. */
    enum Role {
        OPERATOR("operator"),
        PROSUMER("prosumer"),
        METER("meter"),
        AUDITOR("auditor");

        private final String attribute;

        Role(String attribute) {
            this.attribute = attribute;
        }

        boolean isHeldBy(Caller caller) {
            return caller.role().equals(Optional.of(attribute));
        }
    }

    public static boolean isOperator(Caller caller) {
        return Role.OPERATOR.isHeldBy(caller) && caller.mspId().equals(GRID_MSP);
    }

    public static boolean isGrid(String mspId) {
        return mspId.equals(GRID_MSP);
    }

    public static boolean isRepresentative(Caller caller) {
        return Role.OPERATOR.isHeldBy(caller);
    }

    public static void requireOperator(StateView view) {
        Require.that(
                isOperator(view.invocation().caller()),
                Refusal.NOT_AUTHORISED,
                "%s needs role operator of %s",
                view.invocation().function(),
                GRID_MSP);
    }

    /** A representative of any organisation. */
    public static void requireRepresentative(StateView view) {
        Require.that(
                isRepresentative(view.invocation().caller()),
                Refusal.NOT_AUTHORISED,
                "%s needs role operator",
                view.invocation().function());
    }

    /** The participant that the caller is; nobody acts for another. */
    public static ParticipantRecord requireSelf(StateView view, String participantId) {
        Caller caller = view.invocation().caller();
        Require.that(
                Role.PROSUMER.isHeldBy(caller),
                Refusal.NOT_AUTHORISED,
                "%s needs role prosumer",
                view.invocation().function());
        Require.that(
                caller.participantId().equals(Optional.of(participantId)),
                Refusal.NOT_YOUR_PARTICIPANT,
                "the certificate is %s, not of participant %s",
                bearer(caller),
                participantId);
        ParticipantRecord participant = view.participant(participantId);
        requireSameOrganisation(caller, participant);
        return participant;
    }

    private static String bearer(Caller caller) {
        return caller.participantId().map(id -> "of " + id).orElse("of no participant");
    }

    private static void requireSameOrganisation(Caller caller, ParticipantRecord participant) {
        Require.that(
                caller.mspId().equals(participant.mspId()),
                Refusal.NOT_YOUR_PARTICIPANT,
                "participant %s is registered with another organisation",
                participant.participantId());
    }

    public static void requireMayRead(StateView view) {
        Caller caller = view.invocation().caller();
        boolean known = false;
        for (Role role : Role.values()) {
            known |= role.isHeldBy(caller);
        }
        Require.that(
                known,
                Refusal.NOT_AUTHORISED,
                "%s needs a role",
                view.invocation().function());
    }

    public static void requireSupervision(StateView view) {
        Caller caller = view.invocation().caller();
        Require.that(
                isOperator(caller) || Role.AUDITOR.isHeldBy(caller),
                Refusal.NOT_AUTHORISED,
                "%s needs role operator of %s or auditor",
                view.invocation().function(),
                GRID_MSP);
    }

    /** What concerns one participant alone: for itself, meters of its organisation, operator and auditor. */
    public static ParticipantRecord requireMayReadOf(StateView view, String participantId) {
        Caller caller = view.invocation().caller();
        if (Role.PROSUMER.isHeldBy(caller)) {
            return requireSelf(view, participantId);
        }
        if (Role.METER.isHeldBy(caller)) {
            ParticipantRecord participant = view.participant(participantId);
            requireSameOrganisation(caller, participant);
            return participant;
        }
        requireSupervision(view);
        return view.participant(participantId);
    }

    public static void requireMayReport(StateView view) {
        Caller caller = view.invocation().caller();
        Require.that(
                isOperator(caller) || Role.METER.isHeldBy(caller) || Role.PROSUMER.isHeldBy(caller),
                Refusal.NOT_AUTHORISED,
                "%s needs role meter, prosumer, or operator of %s",
                view.invocation().function(),
                GRID_MSP);
    }

    /** Whose meters a caller reports: its own, those of its organisation, or all. */
    public static void requireMayReportFor(StateView view, ParticipantRecord participant) {
        Caller caller = view.invocation().caller();
        if (isOperator(caller)) {
            return;
        }
        if (Role.PROSUMER.isHeldBy(caller)) {
            Require.that(
                    caller.participantId().equals(Optional.of(participant.participantId())),
                    Refusal.NOT_YOUR_PARTICIPANT,
                    "the certificate is %s, not of participant %s",
                    bearer(caller),
                    participant.participantId());
        }
        requireSameOrganisation(caller, participant);
    }
}
