package org.gridbourse.market.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.storage.PeriodSums;
import org.gridbourse.market.storage.PeriodSums.SideSum;
import org.gridbourse.market.storage.StorageSchedule;

/**
 * The schedules of some storage orders of a proposal, each of which can be run, with what they add up to.
 *
 * @param sessionId the session
 * @param mspId the organisation
 * @param revision of the proposal
 * @param chunk which part, from 0
 * @param storage one per storage order, in the order of the ledger's keys
 * @param sums what they trade, one per period
 */
public record ProposalChunkRecord(
        String sessionId, String mspId, int revision, int chunk, List<Run> storage, List<PeriodSums> sums)
        implements StateRecord {
    public ProposalChunkRecord {
        storage = List.copyOf(storage);
        sums = List.copyOf(sums);
    }

    /**
     * A schedule, and what it was proven to earn.
     *
     * @param schedule how the storage runs
     * @param proof empty until the fills of the whole proposal are known, where they matter
     */
    public record Run(StorageSchedule schedule, Optional<Proof> proof) {}

    /** What an owner earns of what it could earn at most [nano]. */
    public record Proof(long profitNano, long boundNano) {
        public long gapNano() {
            return Math.subtractExact(boundNano, profitNano);
        }
    }

    /** The certified gaps of all its storage orders; empty while some are not proven [nano]. */
    public Optional<Long> gapNano() {
        long gapNano = 0;
        for (Run run : storage) {
            if (run.proof().isEmpty()) {
                return Optional.empty();
            }
            gapNano = Math.addExact(gapNano, run.proof().get().gapNano());
        }
        return Optional.of(gapNano);
    }

    public List<StorageSchedule> schedules() {
        return storage.stream().map(Run::schedule).toList();
    }

    /** The same, all proven. */
    public ProposalChunkRecord with(List<Run> proven) {
        return new ProposalChunkRecord(sessionId, mspId, revision, chunk, proven, sums);
    }

    @Override
    public String key() {
        return Keys.proposalChunk(sessionId, mspId, revision, chunk);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("sessionId", sessionId)
                .put("mspId", mspId)
                .put("revision", revision)
                .put("chunk", chunk)
                .put(
                        "storage",
                        JsonArray.of(
                                storage.stream().map(ProposalChunkRecord::json).toList()))
                .put("buyFirmWh", column(sum -> sum.buy().firmWh()))
                .put("buyAtPriceWh", column(sum -> sum.buy().atPriceWh()))
                .put("buyStorages", column(sum -> sum.buy().storages()))
                .put("sellFirmWh", column(sum -> sum.sell().firmWh()))
                .put("sellAtPriceWh", column(sum -> sum.sell().atPriceWh()))
                .put("sellStorages", column(sum -> sum.sell().storages()))
                .build();
    }

    private JsonArray column(ToLongFunction<PeriodSums> value) {
        return JsonArray.ofNumbers(
                sums.stream().map(sum -> value.applyAsLong(sum)).toList());
    }

    private static JsonObject json(Run run) {
        JsonObject.Builder builder = StorageCodecs.json(run.schedule());
        run.proof().ifPresent(proof -> builder.put("profitNano", proof.profitNano())
                .put("boundNano", proof.boundNano()));
        return builder.build();
    }

    public static ProposalChunkRecord read(Fields fields) {
        return new ProposalChunkRecord(
                fields.text("sessionId"),
                fields.text("mspId"),
                Codecs.revision(fields),
                fields.integer("chunk", 0, StorageCodecs.CHUNKS_MAX - 1),
                fields.objects("storage", ProposalChunkRecord::readRun),
                readSums(fields));
    }

    private static Run readRun(Fields fields) {
        StorageSchedule schedule = StorageCodecs.schedule(fields);
        return new Run(
                schedule,
                fields.has("profitNano")
                        ? Optional.of(new Proof(fields.number("profitNano"), fields.number("boundNano")))
                        : Optional.empty());
    }

    private static List<PeriodSums> readSums(Fields fields) {
        List<Long> buyFirm = fields.numbers("buyFirmWh");
        List<Long> buyAtPrice = fields.numbers("buyAtPriceWh");
        List<Long> buyStorages = fields.numbers("buyStorages");
        List<Long> sellFirm = fields.numbers("sellFirmWh");
        List<Long> sellAtPrice = fields.numbers("sellAtPriceWh");
        List<Long> sellStorages = fields.numbers("sellStorages");
        for (List<Long> column : List.of(buyAtPrice, buyStorages, sellFirm, sellAtPrice, sellStorages)) {
            if (column.size() != buyFirm.size()) {
                throw fields.wrong("buyFirmWh", "must be as long as the other sums");
            }
        }
        List<PeriodSums> sums = new ArrayList<>(buyFirm.size());
        for (int t = 0; t < buyFirm.size(); t++) {
            sums.add(new PeriodSums(
                    new SideSum(buyFirm.get(t), buyAtPrice.get(t), Math.toIntExact(buyStorages.get(t))),
                    new SideSum(sellFirm.get(t), sellAtPrice.get(t), Math.toIntExact(sellStorages.get(t)))));
        }
        return sums;
    }
}
