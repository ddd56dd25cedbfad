package org.gridbourse.market.record;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.rules.BondRate;

/**
 * What a participant has to prepay after clearing, and the bid bond that it still has at stake.
 *
 * @param sessionId the session
 * @param participantId whose
 * @param revision of the commitment
 * @param rate bond rate of the commitment
 * @param bought matched as a buyer, all periods
 * @param sold matched as a seller, all periods
 * @param autoPrepay whether the phase change prepays for it
 * @param bidBond what is reserved now
 * @param journal what returned of it
 */
public record PositionRecord(
        String sessionId,
        String participantId,
        int revision,
        BondRate rate,
        Energy bought,
        Energy sold,
        boolean autoPrepay,
        Money bidBond,
        Journal journal)
        implements JournalRecord {

    public PositionRecord with(Journal postings) {
        return new PositionRecord(
                sessionId, participantId, revision, rate, bought, sold, autoPrepay, bidBond, postings);
    }

    public boolean isMatched() {
        return !bought.isZero() || !sold.isZero();
    }

    @Override
    public String key() {
        return Keys.position(sessionId, participantId, revision);
    }

    @Override
    public JsonObject toJson() {
        return Codecs.inSession(sessionId, participantId, revision)
                .put("ratePercent", rate.percent())
                .put("boughtWh", bought.wh())
                .put("soldWh", sold.wh())
                .put("autoPrepay", autoPrepay)
                .put("bidBondNano", bidBond.nano())
                .put("journal", JournalCodecs.json(journal))
                .build();
    }

    public static PositionRecord read(Fields fields) {
        return new PositionRecord(
                fields.text("sessionId"),
                fields.text("participantId"),
                Codecs.revision(fields),
                Codecs.bondRate(fields),
                new Energy(fields.number("boughtWh")),
                new Energy(fields.number("soldWh")),
                fields.flag("autoPrepay"),
                new Money(fields.number("bidBondNano")),
                JournalCodecs.journal(fields));
    }
}
