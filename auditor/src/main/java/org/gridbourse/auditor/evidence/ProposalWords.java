package org.gridbourse.auditor.evidence;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.market.order.StorageOffer;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.ChoiceRecord;
import org.gridbourse.market.record.ChoiceRecord.Winner;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.ProposalChunkRecord;
import org.gridbourse.market.record.ProposalChunkRecord.Run;

/** What a storage order, and the proposal that cleared it, mean in the life of one trade. */
final class ProposalWords {
    private static final int CENTS = 2;

    private ProposalWords() {}

    /** A storage order in a period. */
    static String order(StorageOffer offer, int period) {
        return "storage order: net %d Wh in this period, charging up to %d Wh, giving up to %d Wh; it holds %d Wh"
                .formatted(
                        offer.net().netWh().get(period),
                        offer.store().power().chargeMaxWh().get(period),
                        offer.store().power().dischargeMaxWh().get(period),
                        offer.store().levels().capacityWh());
    }

    static StepWords chosen(ChoiceRecord choice) {
        List<String> figures = choice.winner()
                .map(winner -> List.of(
                        "the proposal of %s, the best of %d that are valid".formatted(winner.mspId(), choice.valid()),
                        "all owners together miss at most %s; prices are %s from the middle"
                                .formatted(
                                        money(winner.score().gapNano()),
                                        money(winner.score().priceNano()))))
                .orElse(List.of("no valid proposal: the storages are idle"));
        return new StepWords(
                "It is chosen how the session is cleared",
                figures,
                "The valid proposal with the smallest sum of gaps and distances of prices wins, then the lowest hash.");
    }

    /** What the winning proposal says of the storages of a trade's parties; nothing where it concerns others. */
    static Optional<StepWords> proven(
            ProposalChunkRecord chunk, int period, Set<String> parties, Optional<Winner> winner) {
        boolean won = winner.filter(each -> each.mspId().equals(chunk.mspId()) && each.revision() == chunk.revision())
                .isPresent();
        List<String> figures = chunk.storage().stream()
                .filter(run -> parties.stream()
                        .anyMatch(party ->
                                run.schedule().orderId().equals(Keys.storageOrderId(chunk.sessionId(), party))))
                .map(run -> figures(run, period))
                .toList();
        return won && !figures.isEmpty()
                ? Optional.of(new StepWords(
                        "The schedule of a storage is proven",
                        figures,
                        "Prices, schedule and values of stored energy bound what the owner could have earned at most."))
                : Optional.empty();
    }

    private static String figures(Run run, int period) {
        String running = "%s: charges %d Wh and gives %d Wh in this period"
                .formatted(
                        run.schedule().orderId(),
                        run.schedule().chargeWh().get(period),
                        run.schedule().dischargeWh().get(period));
        return run.proof()
                .map(proof -> running
                        + ", and earns %s of at most %s over the session"
                                .formatted(money(proof.profitNano()), money(proof.boundNano())))
                .orElse(running);
    }

    private static String money(long nano) {
        return Decimals.exact(new Money(nano), CENTS);
    }
}
