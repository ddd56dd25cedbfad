package org.gridbourse.market.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.clearing.Fill;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.ProposalChunkRecord;
import org.gridbourse.market.record.ProposalChunkRecord.Run;
import org.gridbourse.market.record.ProposalRecord;
import org.gridbourse.market.record.ProposalRecord.Checked;
import org.gridbourse.market.record.ProposalRecord.Status;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.WindowRecord;
import org.gridbourse.market.storage.MiddlePrice;
import org.gridbourse.market.storage.PeriodSums;
import org.gridbourse.market.storage.ProposalScore;
import org.gridbourse.market.storage.StorageCheck;
import org.gridbourse.market.tariff.Tariff;

/**
 * The check of a whole proposal whose chunks are in: purchases and sales meet in every period, schedules whose worth hangs
 * on what is filled are proven, and the score is the one that was claimed. It goes in steps that each fit into one
 * transaction.
 */
final class ProposalCheck {
    /** Orders of one participant in one period that a step looks at, about. */
    private static final int MOST_ORDERS = 100_000;
    /** What a step writes at most, about; chunks are written again when they are proven. */
    private static final long MOST_CHARS = 1_000_000;

    private final Transaction transaction;
    private final SessionRecord session;
    private final WindowRecord window;
    private final ProposalRecord proposal;
    private final List<Long> pricesMicro;
    private final List<ProposalChunkRecord> chunks;

    ProposalCheck(Transaction transaction, SessionRecord session, WindowRecord window, ProposalRecord proposal) {
        this.transaction = transaction;
        this.session = session;
        this.window = window;
        this.proposal = proposal;
        this.pricesMicro = proposal.head().pricesMicroPerKwh();
        this.chunks = new StorageBook(transaction, window).chunks(proposal);
    }

    /** The periods in which an owner's profit hangs on which of the sales find a buyer. */
    static List<Integer> periodsWithRest(SessionRecord session, List<Long> pricesMicro) {
        List<Integer> periods = new ArrayList<>();
        for (int t = 0; t < session.periods(); t++) {
            if (StorageCheck.dependsOnFills(session.tariffs().get(t), pricesMicro.get(t))) {
                periods.add(t);
            }
        }
        return periods;
    }

    /** The proposal after the next step of its check. */
    ProposalRecord step() {
        Checked before = proposal.checked();
        Checked after = before.periods() < session.periods() ? balance(before) : prove(before);
        ProposalRecord checked =
                proposal.with(new Checked(before.step() + 1, after.periods(), after.chunks(), after.score()));
        if (after.periods() < session.periods() || after.chunks() < window.chunks()) {
            return checked;
        }
        Require.that(
                after.score().equals(proposal.head().score()),
                Refusal.PROPOSAL_SCORE_WRONG,
                "its gaps are %s nano and its prices %s nano from the middle, claimed are %s and %s",
                after.score().gapNano(),
                after.score().priceNano(),
                proposal.head().score().gapNano(),
                proposal.head().score().priceNano());
        return checked.with(Status.VALID);
    }

    private Checked balance(Checked before) {
        List<PeriodSums> storages = List.of();
        for (ProposalChunkRecord chunk : chunks) {
            storages = Proposals.plus(storages, chunk.sums());
        }
        RevealedOrders orders = new RevealedOrders(transaction, session, false);
        int t = before.periods();
        long priceNano = before.score().priceNano();
        for (int seen = 0; t < session.periods() && seen < MOST_ORDERS; t++) {
            OrderBook book = orders.book(t);
            seen += 1 + book.orders().size();
            priceNano = Math.addExact(priceNano, distanceNano(t, book, storages.get(t)));
        }
        ProposalScore score = new ProposalScore(before.score().gapNano(), priceNano);
        Optional<Long> gapNano = gapNano();
        return t == session.periods() && gapNano.isPresent()
                ? new Checked(0, t, window.chunks(), new ProposalScore(gapNano.get(), priceNano))
                : new Checked(0, t, before.chunks(), score);
    }

    private long distanceNano(int t, OrderBook book, PeriodSums storages) {
        Tariff tariff = session.tariffs().get(t);
        if (!tariff.takesOrders()) {
            return 0;
        }
        UnitPrice price = new UnitPrice(pricesMicro.get(t));
        PeriodSums.of(book, price).plus(storages).requireBalanced(t);
        return MiddlePrice.distanceNano(book, tariff, price, storages);
    }

    /** The gaps of all storage orders; empty where some are not proven yet. */
    private Optional<Long> gapNano() {
        long sumNano = 0;
        for (ProposalChunkRecord chunk : chunks) {
            Optional<Long> gapNano = chunk.gapNano();
            if (gapNano.isEmpty()) {
                return Optional.empty();
            }
            sumNano = Math.addExact(sumNano, gapNano.get());
        }
        return Optional.of(sumNano);
    }

    private Checked prove(Checked before) {
        List<StorageOrder> orders = new StorageBook(transaction, window).all();
        Map<String, long[]> filledWh = filledWh(orders);
        StorageCheck check = new StorageCheck(session.tariffs(), pricesMicro);
        int perChunk = WindowRecord.ordersPerChunk(session.periods());
        int chunk = before.chunks();
        long gapNano = before.score().gapNano();
        while (chunk < window.chunks() && transaction.writtenChars() < MOST_CHARS) {
            List<Run> proven = new ArrayList<>();
            for (Run run : chunks.get(chunk).storage()) {
                StorageOrder order = orders.get(chunk * perChunk + proven.size());
                proven.add(new Run(
                        run.schedule(),
                        Optional.of(
                                Proposals.proof(check.prove(order, run.schedule(), filledWh.get(order.orderId()))))));
            }
            ProposalChunkRecord record = chunks.get(chunk).with(proven);
            transaction.put(record);
            gapNano = Math.addExact(gapNano, record.gapNano().orElseThrow());
            chunk++;
        }
        return new Checked(
                0,
                before.periods(),
                chunk,
                new ProposalScore(gapNano, before.score().priceNano()));
    }

    /** What each storage order is filled, in the periods in which its profit hangs on it. */
    private Map<String, long[]> filledWh(List<StorageOrder> orders) {
        Map<String, long[]> filledWh = new TreeMap<>();
        orders.forEach(order -> filledWh.put(order.orderId(), new long[session.periods()]));
        ProposedPeriods periods = new ProposedPeriods(session, pricesMicro, orders, chunks);
        RevealedOrders books = new RevealedOrders(transaction, session, false);
        for (int t : periodsWithRest(session, pricesMicro)) {
            for (Fill fill : periods.period(t, books.book(t)).clear().fills()) {
                long[] filled = filledWh.get(fill.order().orderId());
                if (filled != null) {
                    filled[t] = fill.filled().wh();
                }
            }
        }
        return filledWh;
    }
}
