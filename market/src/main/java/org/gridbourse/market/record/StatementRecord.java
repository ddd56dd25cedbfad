package org.gridbourse.market.record;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.delivery.PeriodEnergy;
import org.gridbourse.market.delivery.Unmeasured;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.settlement.PoolShare;
import org.gridbourse.market.settlement.Statement;

/**
 * What a participant got and paid for one period.
 *
 * @param sessionId the session
 * @param participantId whose
 * @param period index, from 0
 * @param revision 1 as settled, one more with each correction
 * @param quality how the energy is known
 * @param meters by how much each meter's registers count here, ascending meter id
 * @param settled what the money follows from, with contract and tariff
 * @param figures the statement's figures, of this revision
 * @param arrears of the participant after the postings, zero or negative
 * @param journal postings of this revision; of a correction the differences
 */
public record StatementRecord(
        String sessionId,
        String participantId,
        int period,
        int revision,
        MeterReading.Quality quality,
        List<MeterAdvance> meters,
        Settled settled,
        Figures figures,
        Money arrears,
        Journal journal)
        implements JournalRecord {

    public StatementRecord {
        meters = List.copyOf(meters);
    }

    /**
     * By how much the registers of a meter count in a period.
     *
     * @param meterId which meter
     * @param importWh of the import register; negative where a final substitute was too high
     * @param exportWh of the export register; likewise
     * @param quality how it is known
     */
    public record MeterAdvance(String meterId, long importWh, long exportWh, MeterReading.Quality quality) {
        public MeterAdvance plus(MeterAdvance other) {
            return new MeterAdvance(
                    meterId,
                    Math.addExact(importWh, other.importWh),
                    Math.addExact(exportWh, other.exportWh),
                    quality.orWorse(other.quality));
        }

        private JsonObject toJson() {
            return JsonObject.builder()
                    .put("meterId", meterId)
                    .put("importWh", importWh)
                    .put("exportWh", exportWh)
                    .put("quality", quality.name())
                    .build();
        }

        private static MeterAdvance read(Fields fields) {
            return new MeterAdvance(
                    fields.text("meterId"),
                    fields.number("importWh"),
                    fields.number("exportWh"),
                    fields.choice("quality", MeterReading.Quality.class));
        }
    }

    /**
     * What a correction starts from.
     *
     * @param energy what was settled, estimate included
     * @param estimated import that silent meters are taken to have measured
     * @param pooled what of the deviation met a peer
     */
    public record Settled(PeriodEnergy energy, Energy estimated, PoolShare pooled) {
        private void put(JsonObject.Builder builder) {
            Unmeasured unmeasured = energy.unmeasured();
            builder.put("estimatedImportWh", estimated.wh())
                    .put("betweenPointsWh", energy.betweenPoints().wh())
                    .put("unmeasuredImportWh", unmeasured.energy().imported().wh())
                    .put("unmeasuredExportWh", unmeasured.energy().exported().wh())
                    .put("unmeasuredCostNano", unmeasured.cost().nano())
                    .put("unmeasuredRevenueNano", unmeasured.revenue().nano())
                    .put("pooledNotDeliveredWh", pooled.notDelivered().wh())
                    .put("pooledOtherMissingWh", pooled.otherMissing().wh())
                    .put("pooledNotTakenWh", pooled.notTaken().wh())
                    .put("pooledOtherExtraWh", pooled.otherExtra().wh())
                    .put("poolPriceMicroPerKwh", pooled.price().microPerKwh());
        }

        private static Settled read(Fields fields) {
            MeteredEnergy metered =
                    new MeteredEnergy(new Energy(fields.number("importWh")), new Energy(fields.number("exportWh")));
            Unmeasured unmeasured = new Unmeasured(
                    new MeteredEnergy(
                            new Energy(fields.number("unmeasuredImportWh")),
                            new Energy(fields.number("unmeasuredExportWh"))),
                    new Money(fields.number("unmeasuredCostNano")),
                    new Money(fields.number("unmeasuredRevenueNano")));
            return new Settled(
                    new PeriodEnergy(metered, new Energy(fields.number("betweenPointsWh")), unmeasured),
                    new Energy(fields.number("estimatedImportWh")),
                    new PoolShare(
                            new Energy(fields.number("pooledNotDeliveredWh")),
                            new Energy(fields.number("pooledOtherMissingWh")),
                            new Energy(fields.number("pooledNotTakenWh")),
                            new Energy(fields.number("pooledOtherExtraWh")),
                            new UnitPrice(fields.number("poolPriceMicroPerKwh"))));
        }
    }

    /**
     * The figures that a bill shows.
     *
     * @param side of its trades, empty without any
     * @param metered gross
     * @param contracted c
     * @param meteredWh net, in the contracted direction [Wh], negative where reversed
     * @param delivered d
     * @param missed s or u
     * @param over beyond the contract
     * @param net sum of the period's amounts
     * @param soldByGrid at retail, or supplied in its place
     * @param boughtByGrid at feed-in
     */
    public record Figures(
            Optional<Side> side,
            MeteredEnergy metered,
            Energy contracted,
            long meteredWh,
            Energy delivered,
            Energy missed,
            Energy over,
            Money net,
            Energy soldByGrid,
            Energy boughtByGrid) {

        public static Figures of(Statement statement) {
            return new Figures(
                    statement.side(),
                    statement.metered(),
                    statement.contracted(),
                    statement.meteredWh(),
                    statement.delivered(),
                    statement.missed(),
                    statement.over(),
                    statement.net(),
                    statement.soldByGrid(),
                    statement.boughtByGrid());
        }
    }

    @Override
    public String key() {
        return Keys.statement(sessionId, participantId, period, revision);
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder builder = JsonObject.builder();
        settled.put(builder);
        return builder.put("sessionId", sessionId)
                .put("participantId", participantId)
                .put("period", period)
                .put("revision", revision)
                .put("quality", quality.name())
                .put(
                        "meters",
                        JsonArray.of(meters.stream().map(MeterAdvance::toJson).toList()))
                .put("side", Codecs.textOrNull(figures.side().map(Side::name)))
                .put("importWh", figures.metered().imported().wh())
                .put("exportWh", figures.metered().exported().wh())
                .put("contractedWh", figures.contracted().wh())
                .put("meteredWh", figures.meteredWh())
                .put("deliveredWh", figures.delivered().wh())
                .put("shortWh", figures.missed().wh())
                .put("overWh", figures.over().wh())
                .put("netNano", figures.net().nano())
                .put("gridSoldWh", figures.soldByGrid().wh())
                .put("gridBoughtWh", figures.boughtByGrid().wh())
                .put("arrearsNano", arrears.nano())
                .put("journal", JournalCodecs.json(journal))
                .build();
    }

    public static StatementRecord read(Fields fields) {
        return new StatementRecord(
                fields.text("sessionId"),
                fields.text("participantId"),
                Codecs.period(fields),
                Codecs.revision(fields),
                fields.choice("quality", MeterReading.Quality.class),
                fields.objects("meters", MeterAdvance::read),
                Settled.read(fields),
                new Figures(
                        fields.isNull("side") ? Optional.empty() : Optional.of(Side.named(fields.text("side"))),
                        new MeteredEnergy(new Energy(fields.number("importWh")), new Energy(fields.number("exportWh"))),
                        new Energy(fields.number("contractedWh")),
                        fields.number("meteredWh"),
                        new Energy(fields.number("deliveredWh")),
                        new Energy(fields.number("shortWh")),
                        new Energy(fields.number("overWh")),
                        new Money(fields.number("netNano")),
                        new Energy(fields.number("gridSoldWh")),
                        new Energy(fields.number("gridBoughtWh"))),
                new Money(fields.number("arrearsNano")),
                JournalCodecs.journal(fields));
    }
}
