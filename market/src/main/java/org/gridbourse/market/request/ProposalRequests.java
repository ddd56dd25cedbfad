package org.gridbourse.market.request;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.ProposalHead;
import org.gridbourse.market.record.WindowRecord;
import org.gridbourse.market.storage.Proposal;
import org.gridbourse.market.storage.ProposalScore;
import org.gridbourse.market.storage.StorageSchedule;

/**
 * The requests by which a proposal comes to the ledger: its head first, then its chunks in any order; after them {@link
 * ProveProposal} until it is done.
 *
 * @param head prices, score and what binds the chunks
 * @param chunks the schedules
 */
public record ProposalRequests(ProposeClearing head, List<ProposeSchedules> chunks) {
    public ProposalRequests {
        chunks = List.copyOf(chunks);
    }

    /**
     * For which session, and which proposal of an organisation.
     *
     * @param channel the ledger
     * @param sessionId the session
     * @param revision 1, 2, …
     */
    public record Place(String channel, String sessionId, int revision) {}

    /**
     * @param orders the session's storage orders
     * @param proposal with a schedule for each of them
     * @param score what it has by the market's own check
     */
    public static ProposalRequests of(Place place, List<StorageOrder> orders, Proposal proposal, ProposalScore score) {
        Map<String, StorageSchedule> schedules = new TreeMap<>(Utf8Order.BYTES);
        proposal.storage().forEach(schedule -> schedules.put(schedule.orderId(), schedule));
        List<StorageSchedule> sorted = orders.stream()
                .sorted(Comparator.comparing(
                        order -> Keys.inSession("orders", place.sessionId(), order.participantId()), Utf8Order.BYTES))
                .map(order -> schedules.get(order.orderId()))
                .toList();
        int perChunk = WindowRecord.ordersPerChunk(proposal.pricesMicroPerKwh().size());
        List<ProposeSchedules> chunks = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        for (int first = 0; first < sorted.size(); first += perChunk) {
            List<StorageSchedule> some = sorted.subList(first, Math.min(sorted.size(), first + perChunk));
            hashes.add(CanonicalBytes.chunkHash(place.channel(), place.sessionId(), chunks.size(), some));
            chunks.add(new ProposeSchedules(place.sessionId(), place.revision(), chunks.size(), some));
        }
        ProposalHead head = new ProposalHead(proposal.pricesMicroPerKwh(), score, hashes);
        return new ProposalRequests(new ProposeClearing(place.sessionId(), place.revision(), head), chunks);
    }
}
