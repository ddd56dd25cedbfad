package org.gridbourse.auditor.evidence;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.order.Store;
import org.gridbourse.market.record.ChoiceRecord;
import org.gridbourse.market.record.OrdersRecord;
import org.gridbourse.market.record.ProposalChunkRecord;
import org.gridbourse.market.record.ProposalChunkRecord.Proof;
import org.gridbourse.market.record.ProposalChunkRecord.Run;
import org.gridbourse.market.record.ProposalRecord;

/** The evidence tables of storage orders: what was ordered, proposed, proven and chosen. Lists stand in brackets, with spaces between. */
final class StorageTables {
    private final Table orders;
    private final Table proposals;
    private final Table schedules;
    private final Table choices;

    /** @param table makes a table of a name and columns */
    StorageTables(BiFunction<String, String, Table> table) {
        orders = table.apply(
                "storage-orders",
                "sessionId,orderId,participantId,netWh,bidMarginPermille,askMarginPermille,capacityWh,startMilliWh,"
                        + "endMinMilliWh,chargeMaxWh,dischargeMaxWh,storedMilliPerWh,drawnMilliPerWh,wearMicroPerKwh,"
                        + "throughputMaxWh,block,transactionId");
        proposals = table.apply(
                "proposals",
                "sessionId,mspId,revision,status,hash,gapNano,priceNano,pricesMicroPerKwh,block,transactionId");
        schedules = table.apply(
                "schedules",
                "sessionId,mspId,revision,orderId,chargeWh,dischargeWh,storedValuePicoPerMilliWh,"
                        + "throughputValuePicoPerMilliWh,profitNano,boundNano,block,transactionId");
        choices = table.apply("choices", "sessionId,valid,mspId,revision,hash,gapNano,priceNano,block,transactionId");
    }

    /** Other records have no row here. */
    void row(WrittenRecord written) {
        WrittenRecord.Source source = written.source();
        if (written.record() instanceof OrdersRecord revealed) {
            revealed.storageOrder().ifPresent(order -> order(source, revealed.sessionId(), order));
        } else if (written.record() instanceof ProposalRecord proposal) {
            proposal(source, proposal);
        } else if (written.record() instanceof ProposalChunkRecord chunk) {
            chunk.storage().forEach(run -> schedule(source, chunk, run));
        } else if (written.record() instanceof ChoiceRecord choice) {
            choice(source, choice);
        }
    }

    private void order(WrittenRecord.Source source, String sessionId, StorageOrder order) {
        Store store = order.store();
        orders.row(
                sessionId,
                order.orderId(),
                order.participantId(),
                list(order.net().netWh()),
                order.net().bidMarginPermille(),
                order.net().askMarginPermille(),
                store.levels().capacityWh(),
                store.levels().startMilliWh(),
                store.levels().endMinMilliWh(),
                list(store.power().chargeMaxWh()),
                list(store.power().dischargeMaxWh()),
                store.power().storedMilliPerWh(),
                store.power().drawnMilliPerWh(),
                store.wearMicroPerKwh(),
                store.throughputMaxWh(),
                source.block(),
                source.transactionId());
    }

    private void proposal(WrittenRecord.Source source, ProposalRecord proposal) {
        proposals.row(
                proposal.sessionId(),
                proposal.mspId(),
                proposal.revision(),
                proposal.status(),
                proposal.hash(),
                proposal.head().score().gapNano(),
                proposal.head().score().priceNano(),
                list(proposal.head().pricesMicroPerKwh()),
                source.block(),
                source.transactionId());
    }

    private void schedule(WrittenRecord.Source source, ProposalChunkRecord chunk, Run run) {
        schedules.row(
                chunk.sessionId(),
                chunk.mspId(),
                chunk.revision(),
                run.schedule().orderId(),
                list(run.schedule().chargeWh()),
                list(run.schedule().dischargeWh()),
                list(run.schedule().storedValuePicoPerMilliWh()),
                run.schedule().throughputValuePicoPerMilliWh(),
                run.proof().map(Proof::profitNano).orElse(null),
                run.proof().map(Proof::boundNano).orElse(null),
                source.block(),
                source.transactionId());
    }

    private void choice(WrittenRecord.Source source, ChoiceRecord choice) {
        choices.row(
                choice.sessionId(),
                choice.valid(),
                choice.winner().map(ChoiceRecord.Winner::mspId).orElse(null),
                choice.winner().map(ChoiceRecord.Winner::revision).orElse(null),
                choice.winner().map(ChoiceRecord.Winner::hash).orElse(null),
                choice.winner().map(winner -> winner.score().gapNano()).orElse(null),
                choice.winner().map(winner -> winner.score().priceNano()).orElse(null),
                source.block(),
                source.transactionId());
    }

    private static String list(List<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(" ", "[", "]"));
    }
}
