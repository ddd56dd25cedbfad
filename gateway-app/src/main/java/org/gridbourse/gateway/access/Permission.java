package org.gridbourse.gateway.access;

import java.util.Optional;
import java.util.function.Predicate;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.RecordType;
import org.springframework.stereotype.Component;

/** What the caller of this moment may see and do of a participant. */
@Component
public final class Permission {
    private final LedgerView view;
    private final String mspId;

    Permission(LedgerView view, ConnectionFile.Organisation organisation) {
        this.view = view;
        this.mspId = organisation.mspId();
    }

    /** Whether the caller may see a participant's account, bills and readings: its own, its organisation's, or all. */
    public boolean maySee(String participantId) {
        Caller caller = Caller.now();
        return seesAll(caller)
                || caller.participants().contains(participantId)
                || caller.has(Role.ADMINISTRATOR) && isOurs(participantId);
    }

    /** @throws ForbiddenException if the caller may not see it, whether it exists or not */
    public void requireSee(String participantId) {
        if (!maySee(participantId)) {
            throw ForbiddenException.notYours(participantId);
        }
    }

    /** Refuses a question about everybody to those who may see some only. */
    public void requireSee(Optional<String> participantId) {
        participantId.ifPresentOrElse(this::requireSee, () -> {
            if (!seesAll(Caller.now())) {
                throw new ForbiddenException("NOT_YOURS", "name a participant of yours with participantId");
            }
        });
    }

    /** @throws ForbiddenException if the caller does not see every participant, as operators and auditors do */
    public void requireSeeAll() {
        if (!seesAll(Caller.now())) {
            throw new ForbiddenException("FORBIDDEN", "this names everybody; it is for operators and auditors");
        }
    }

    private static boolean seesAll(Caller caller) {
        return caller.isInstance() || caller.has(Role.OPERATOR) || caller.has(Role.AUDITOR);
    }

    /**
     * Trading for a participant is for those it belongs to, whatever else somebody is; and for the instance's own
     * programs, whose user owns the wallet.
     *
     * @throws ForbiddenException if the caller may not, whether it exists or not
     */
    public void requireAct(String participantId) {
        Caller caller = Caller.now();
        boolean may = caller.participants().contains(participantId) || caller.isInstance() && isOurs(participantId);
        if (!may) {
            throw ForbiddenException.notYours(participantId);
        }
    }

    /** @throws ForbiddenException if the participant is not registered with this organisation */
    public void requireOurs(String participantId) {
        if (!isOurs(participantId)) {
            throw new ForbiddenException(
                    "NOT_YOURS", "participant %s is not registered with this organisation".formatted(participantId));
        }
    }

    /** Whether a participant is registered with the organisation of this instance. */
    public boolean isOurs(String participantId) {
        return view.find(Keys.participant(participantId), RecordType.PARTICIPANT)
                .map(ParticipantRecord::mspId)
                .filter(Predicate.isEqual(mspId))
                .isPresent();
    }
}
