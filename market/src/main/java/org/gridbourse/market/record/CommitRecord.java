package org.gridbourse.market.record;

import java.util.Optional;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.rules.BondRate;

/**
 * A sealed order schedule: a hash and, in the open, the most that it asks or bids in any period; or its withdrawal.
 *
 * @param sessionId the session
 * @param participantId whose
 * @param revision 1, 2, …; the last one counts
 * @param sealed empty where this revision withdraws
 * @param rate bond rate of the participant's class when it committed
 * @param bidBond what is reserved now
 * @param journal what this revision moved
 */
public record CommitRecord(
        String sessionId,
        String participantId,
        int revision,
        Optional<Sealed> sealed,
        BondRate rate,
        Money bidBond,
        Journal journal)
        implements JournalRecord {

    /**
     * What is told before the reveal.
     *
     * @param hash SHA-256 of salt and schedule, 64 hexadecimal digits
     * @param declaredMax the most in any period
     */
    public record Sealed(String hash, Energy declaredMax) {}

    @Override
    public String key() {
        return Keys.commit(sessionId, participantId, revision);
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder builder = JsonObject.builder()
                .put("sessionId", sessionId)
                .put("participantId", participantId)
                .put("revision", revision)
                .put("status", sealed.isPresent() ? "COMMITTED" : "WITHDRAWN")
                .put("ratePercent", rate.percent())
                .put("bidBondNano", bidBond.nano())
                .put("journal", Codecs.json(journal));
        sealed.ifPresent(told -> builder.put("hash", told.hash())
                .put("declaredMaxWh", told.declaredMax().wh()));
        return builder.build();
    }

    public static CommitRecord read(Fields fields) {
        boolean committed = fields.text("status").equals("COMMITTED");
        return new CommitRecord(
                fields.text("sessionId"),
                fields.text("participantId"),
                Codecs.revision(fields),
                committed
                        ? Optional.of(new Sealed(fields.text("hash"), new Energy(fields.number("declaredMaxWh"))))
                        : Optional.empty(),
                Codecs.bondRate(fields),
                new Money(fields.number("bidBondNano")),
                Codecs.journal(fields));
    }
}
