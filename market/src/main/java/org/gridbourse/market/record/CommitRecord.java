package org.gridbourse.market.record;

import java.util.Optional;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.rules.BondRate;

/**
 * A sealed order schedule: a hash and, in the open, what it may cost at most; or its withdrawal.
 *
 * @param sessionId the session
 * @param participantId whose
 * @param revision 1, 2, …; the last one counts
 * @param sealed empty where this revision withdraws
 * @param terms what held for the participant when it committed, throughout the session
 * @param bidBond what is reserved now
 * @param journal what this revision moved
 */
public record CommitRecord(
        String sessionId,
        String participantId,
        int revision,
        Optional<Sealed> sealed,
        Terms terms,
        Money bidBond,
        Journal journal)
        implements JournalRecord {

    /**
     * What is told before the reveal.
     *
     * @param hash SHA-256 of salt and schedule, 64 hexadecimal digits
     * @param declared money at stake, at least the sum of quantity x S
     * @param autoPrepay whether the phase change prepays from the wallet
     */
    public record Sealed(String hash, Money declared, boolean autoPrepay) {}

    /**
     * What a participant may order.
     *
     * @param rate bond rate of its class
     * @param limits import and export limit
     * @param volumeLimit order volume of its class per period
     */
    public record Terms(BondRate rate, ExchangeLimits limits, Energy volumeLimit) {}

    public BondRate rate() {
        return terms.rate();
    }

    @Override
    public String key() {
        return Keys.commit(sessionId, participantId, revision);
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder builder = Codecs.inSession(sessionId, participantId, revision)
                .put("status", sealed.isPresent() ? "COMMITTED" : "WITHDRAWN")
                .put("ratePercent", terms.rate().percent())
                .put("importLimitWh", terms.limits().imported().wh())
                .put("exportLimitWh", terms.limits().exported().wh())
                .put("volumeLimitWh", terms.volumeLimit().wh())
                .put("bidBondNano", bidBond.nano())
                .put("journal", JournalCodecs.json(journal));
        sealed.ifPresent(told -> builder.put("hash", told.hash())
                .put("declaredNano", told.declared().nano())
                .put("autoPrepay", told.autoPrepay()));
        return builder.build();
    }

    public static CommitRecord read(Fields fields) {
        boolean committed = fields.text("status").equals("COMMITTED");
        return new CommitRecord(
                fields.text("sessionId"),
                fields.text("participantId"),
                Codecs.revision(fields),
                committed
                        ? Optional.of(new Sealed(
                                fields.text("hash"),
                                new Money(fields.number("declaredNano")),
                                fields.flag("autoPrepay")))
                        : Optional.empty(),
                new Terms(
                        Codecs.bondRate(fields),
                        ExchangeLimits.read(fields),
                        new Energy(fields.number("volumeLimitWh"))),
                new Money(fields.number("bidBondNano")),
                JournalCodecs.journal(fields));
    }
}
