package org.gridbourse.market.record;

import java.util.Comparator;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.storage.ProposalScore;

/**
 * How an organisation proposes to clear a session that has storage orders.
 *
 * @param sessionId the session
 * @param mspId the organisation
 * @param revision 1, 2, …
 * @param hash of the head and, through it, of everything
 * @param head prices, claimed score, hashes of the chunks
 * @param status where it stands
 * @param checked how far it has been checked
 */
public record ProposalRecord(
        String sessionId, String mspId, int revision, String hash, ProposalHead head, Status status, Checked checked)
        implements StateRecord {

    /** The better of two valid proposals first: the smaller score, then the lower hash. */
    public static final Comparator<ProposalRecord> BEST_FIRST = Comparator.comparing(
                    (ProposalRecord proposal) -> proposal.head().score().totalNano())
            .thenComparing(ProposalRecord::hash)
            .thenComparing(ProposalRecord::mspId);

    /** Where a proposal stands. */
    public enum Status {
        /** Not checked to its end. */
        OPEN,
        /** It holds what it claims, and may win. */
        VALID,
        /** Given up for the next one of its organisation before it was checked to its end. */
        REPLACED
    }

    /**
     * What the check of the whole has found so far.
     *
     * @param step the next step
     * @param periods how many are balanced
     * @param chunks how many are proven
     * @param score of those periods and chunks
     */
    public record Checked(int step, int periods, int chunks, ProposalScore score) {
        public static final Checked NOTHING = new Checked(0, 0, 0, new ProposalScore(0, 0));
    }

    /** Whether it would win against another: by its score, or at the same score by its hash. */
    public boolean isBetterThan(ProposalRecord other) {
        int score = Long.compare(head.score().totalNano(), other.head().score().totalNano());
        return score < 0 || score == 0 && hash.compareTo(other.hash()) < 0;
    }

    public boolean isOpen() {
        return status == Status.OPEN;
    }

    public boolean isValid() {
        return status == Status.VALID;
    }

    public ProposalRecord with(Status changed) {
        return new ProposalRecord(sessionId, mspId, revision, hash, head, changed, checked);
    }

    public ProposalRecord with(Checked further) {
        return new ProposalRecord(sessionId, mspId, revision, hash, head, status, further);
    }

    @Override
    public String key() {
        return Keys.proposal(sessionId, mspId, revision);
    }

    @Override
    public JsonObject toJson() {
        return head.put(JsonObject.builder())
                .put("sessionId", sessionId)
                .put("mspId", mspId)
                .put("revision", revision)
                .put("hash", hash)
                .put("status", status.name())
                .put("step", checked.step())
                .put("checkedPeriods", checked.periods())
                .put("checkedChunks", checked.chunks())
                .put("checkedGapNano", checked.score().gapNano())
                .put("checkedPriceNano", checked.score().priceNano())
                .build();
    }

    public static ProposalRecord read(Fields fields) {
        return new ProposalRecord(
                fields.text("sessionId"),
                fields.text("mspId"),
                Codecs.revision(fields),
                fields.text("hash"),
                ProposalHead.read(fields),
                fields.choice("status", Status.class),
                new Checked(
                        fields.integer("step", 0, Integer.MAX_VALUE),
                        fields.integer("checkedPeriods", 0, Integer.MAX_VALUE),
                        fields.integer("checkedChunks", 0, Integer.MAX_VALUE),
                        new ProposalScore(fields.number("checkedGapNano"), fields.number("checkedPriceNano"))));
    }
}
