package org.gridbourse.market.transaction;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.delivery.Unmeasured;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.OpeningRecord;
import org.gridbourse.market.record.OpeningRecord.Prices;
import org.gridbourse.market.record.OpeningRecord.Substituted;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StatementRecord.MeterAdvance;

/**
 * What one meter measured in a session, by period: single periods where it was read at both ends, gaps where only the sum
 * over several periods, or over time before the session, is known. All of it together is what its registers advanced.
 */
final class MeterPeriods {
    private final SessionRecord session;
    private final MeterSeries series;
    private final int firstPeriod;
    private final SortedMap<Integer, MeterPeriod> periods = new TreeMap<>();

    private MeterPeriods(SessionRecord session, MeterSeries series, int firstPeriod) {
        this.session = session;
        this.series = series;
        this.firstPeriod = firstPeriod;
    }

    /**
     * One period.
     *
     * @param metered what flowed in it
     * @param unmeasured what a gap brings that ends in it
     * @param advance by how much its registers count there
     */
    record MeterPeriod(MeteredEnergy metered, Unmeasured unmeasured, MeterAdvance advance) {
        MeterPeriod plus(MeterPeriod other) {
            return new MeterPeriod(
                    metered.plus(other.metered), unmeasured.plus(other.unmeasured), advance.plus(other.advance));
        }
    }

    /**
     * The periods of which something is known.
     *
     * @param firstPeriod from which on the meter is in the session
     */
    static SortedMap<Integer, MeterPeriod> of(SessionRecord session, MeterSeries series, int firstPeriod) {
        MeterPeriods all = new MeterPeriods(session, series, firstPeriod);
        all.addBefore();
        all.addRead();
        return all.periods;
    }

    private OpeningRecord opening() {
        return series.opening();
    }

    /** What a reading of the start says beyond the last reading before: it ends before the first period. */
    private void addBefore() {
        opening().start().ifPresent(start -> {
            if (!start.equals(opening().registers())) {
                put(firstPeriod, gap(opening().registers(), start, skippedOrAll()), Quality.MEASURED);
            }
        });
    }

    private void addRead() {
        Registers before = series.base();
        int periodBefore = firstPeriod - 1;
        boolean first = true;
        for (MeterSeries.Known known : series.known()) {
            boolean skips = first
                    && opening().start().isEmpty()
                    && firstPeriod == 0
                    && opening().before().skipped().isPresent();
            if (known.period() == periodBefore + 1 && !skips) {
                put(known.period(), single(before, known.registers()), known.quality());
            } else {
                addGap(periodBefore + 1, known, before, skips);
            }
            before = known.registers();
            periodBefore = known.period();
            first = false;
        }
    }

    private void addGap(int from, MeterSeries.Known known, Registers before, boolean skips) {
        int first = Math.min(from, known.period());
        for (int period = first; period <= known.period(); period++) {
            put(period, new Flow(MeteredEnergy.NONE, Unmeasured.NONE, 0, 0), Quality.UNMEASURED);
        }
        Prices prices = worst(first, known.period());
        if (skips) {
            prices = worse(prices, opening().before().skipped().orElseThrow());
        }
        put(known.period(), gap(before, known.registers(), prices), Quality.UNMEASURED);
    }

    private record Flow(MeteredEnergy metered, Unmeasured unmeasured, long importWh, long exportWh) {}

    /** Where a final substitute was too high, nothing flowed, and the difference is credited at its price. */
    private Flow single(Registers before, Registers after) {
        MeteredEnergy risen = risen(before, after);
        return new Flow(risen, credit(before, after), wh(before, after, true), wh(before, after, false));
    }

    private Flow gap(Registers before, Registers after, Prices prices) {
        MeteredEnergy risen = risen(before, after);
        Unmeasured unmeasured = new Unmeasured(
                risen, prices.retail().times(risen.imported()), prices.feedIn().times(risen.exported()));
        return new Flow(
                MeteredEnergy.NONE,
                unmeasured.plus(credit(before, after)),
                wh(before, after, true),
                wh(before, after, false));
    }

    private static MeteredEnergy risen(Registers before, Registers after) {
        return new MeteredEnergy(
                after.imported().above(before.imported()), after.exported().above(before.exported()));
    }

    private Unmeasured credit(Registers before, Registers after) {
        MeteredEnergy fallen = risen(after, before);
        if (fallen.equals(MeteredEnergy.NONE)) {
            return Unmeasured.NONE;
        }
        Prices charged =
                opening().before().substituted().map(Substituted::prices).orElseGet(this::skippedOrAll);
        Money cost = charged.retail().times(fallen.imported());
        Money revenue = charged.feedIn().times(fallen.exported());
        return new Unmeasured(MeteredEnergy.NONE, cost.negated(), revenue.negated());
    }

    private static long wh(Registers before, Registers after, boolean imports) {
        Energy one = imports ? before.imported() : before.exported();
        Energy other = imports ? after.imported() : after.exported();
        return other.wh() - one.wh();
    }

    private void put(int period, Flow flow, Quality quality) {
        MeterPeriod known = new MeterPeriod(
                flow.metered(),
                flow.unmeasured(),
                new MeterAdvance(opening().meterId(), flow.importWh(), flow.exportWh(), quality));
        periods.merge(period, known, MeterPeriod::plus);
    }

    private Prices skippedOrAll() {
        return opening().before().skipped().orElseGet(() -> worst(0, session.periods() - 1));
    }

    private Prices worst(int from, int to) {
        Prices worst = pricesOf(session, from);
        for (int period = from + 1; period <= to; period++) {
            worst = worse(worst, pricesOf(session, period));
        }
        return worst;
    }

    static Prices pricesOf(SessionRecord session, int period) {
        return new Prices(
                session.tariffs().get(period).retail(),
                session.tariffs().get(period).feedIn());
    }

    static Prices worse(Prices one, Prices other) {
        UnitPrice feedIn = one.feedIn().min(other.feedIn());
        return new Prices(one.retail().max(other.retail()), feedIn);
    }

    /** The worst of some, empty where there are none. */
    static Optional<Prices> worst(List<Prices> prices) {
        return prices.stream().reduce(MeterPeriods::worse);
    }
}
