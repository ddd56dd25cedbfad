package org.gridbourse.market.transaction;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.MarketLimits;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.CommitRecord;
import org.gridbourse.market.record.ExchangeLimits;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.OpeningRecord;
import org.gridbourse.market.record.ReadingRecord.Series;
import org.gridbourse.market.record.SessionRecord;

/** Whether a reading fits what is known of its meter: revision, counter, registers, and what a plant can exchange. */
final class ReadingChecks {
    private static final int PLAUSIBLE_LIMITS = 2;

    private final Transaction transaction;
    private final SessionRecord session;
    private final MeterRecord meter;
    private final MeterSeries series;
    private final MeterDuty duty;

    ReadingChecks(Transaction transaction, SessionRecord session, MeterRecord meter, MeterSeries series) {
        this.transaction = transaction;
        this.session = session;
        this.meter = meter;
        this.series = series;
        this.duty = MeterDuty.of(meter, session);
    }

    static String name(MeterReading reading) {
        return "reading of %s, period %s, revision %s"
                .formatted(reading.meterId(), reading.period(), reading.revision());
    }

    /** The start of a session is read before its periods. */
    void requireStart(MeterReading reading, boolean unread) {
        Require.that(meter.isActive(), Refusal.METER_NOT_ACTIVE, "meter %s was exchanged", meter.meterId());
        Require.that(
                unread,
                Refusal.REGISTER_FROZEN,
                "%s: the session counts from the reading before it already",
                name(reading));
        Require.that(
                reading.revision() == 1,
                Refusal.REVISION_OUT_OF_ORDER,
                "%s: a session's start has one revision",
                name(reading));
        requireSequence(reading, series.opening().sequence());
        requireNotBelow(reading, series.ownBase(0));
        requirePlausible(reading, series.opening().registers(), periodsBefore());
    }

    void requirePeriod(MeterReading reading, Series kind) {
        Require.that(
                !duty.isOver(reading.period()) && !duty.isYetToCome(reading.period()),
                Refusal.METER_NOT_ACTIVE,
                "meter %s does not measure period %s",
                meter.meterId(),
                reading.period());
        int next = series.lastRevision(kind, reading.period()) + 1;
        Require.that(
                reading.revision() == next,
                Refusal.REVISION_OUT_OF_ORDER,
                "%s: the next revision is %s",
                name(reading),
                next);
        requireSequence(
                reading,
                series.ownAt(reading.period())
                        .filter(replaced -> replaced.quality() == Quality.MEASURED)
                        .map(MeterReading::sequence)
                        .orElseGet(() -> series.sequenceBefore(reading.period())));
        requireFits(reading);
    }

    private void requireSequence(MeterReading reading, long above) {
        Require.that(
                reading.quality() != Quality.MEASURED || reading.sequence() > above,
                Refusal.SEQUENCE_DOES_NOT_RISE,
                "%s: sequence %s is not above %s",
                name(reading),
                reading.sequence(),
                above);
    }

    private void requireFits(MeterReading reading) {
        Optional<MeterReading> before = series.ownBefore(reading.period());
        requireNotBelow(reading, series.ownBase(reading.period()));
        series.ownAfter(reading.period()).ifPresent(after -> after.registers().since(reading.registers()));
        if (!meter.isActive()) {
            meter.last().registers().since(reading.registers());
        }
        long periods = before.map(previous -> (long) reading.period() - previous.period())
                .orElseGet(
                        () -> reading.period() + 1L + (series.opening().start().isPresent() ? 0 : periodsBefore()));
        Registers from = before.map(MeterReading::registers).orElseGet(series::base);
        requirePlausible(reading, from, periods);
    }

    private static void requireNotBelow(MeterReading reading, Registers earlier) {
        reading.registers().since(earlier);
    }

    /** How many periods lie between the meter's last reading and the session's start. */
    private long periodsBefore() {
        Optional<Instant> read = series.opening()
                .before()
                .read()
                .or(() -> session.isSimulated()
                        ? Optional.empty()
                        : Optional.of(meter.life().registered()));
        if (read.isEmpty() || !read.get().isBefore(session.startOf(0))) {
            return series.opening().before().skipped().isPresent() ? session.periods() : 0;
        }
        long seconds = Duration.between(read.get(), session.startOf(0)).toSeconds();
        long periodSeconds = 60L * session.periodMinutes();
        return (seconds + periodSeconds - 1) / periodSeconds;
    }

    private void requirePlausible(MeterReading reading, Registers before, long periods) {
        Energy perPeriod =
                new Energy(Math.multiplyExact(limit(reading).wh(), PLAUSIBLE_LIMITS)).min(session.energyMax());
        Energy most = new Energy(Math.multiplyExact(perPeriod.wh(), Math.max(1, periods))).min(payable());
        Require.that(
                MeterSeries.larger(reading.registers(), before).compareTo(most) <= 0,
                Refusal.READING_IMPLAUSIBLE,
                "%s: from %s to %s is more than twice what the plant can exchange in %s periods, or than can be settled"
                        + " at these prices, %s",
                name(reading),
                before,
                reading.registers(),
                Math.max(1, periods),
                most);
    }

    /** What can be paid at the worst price that a gap before or in the session may cost. */
    private Energy payable() {
        UnitPrice highest = session.highestPrice();
        Optional<OpeningRecord.Prices> skipped = series.opening().before().skipped();
        if (skipped.isPresent()) {
            highest = highest.max(magnitude(skipped.get().retail()))
                    .max(magnitude(skipped.get().feedIn()));
        }
        return MarketLimits.energyOnceAt(highest);
    }

    private static UnitPrice magnitude(UnitPrice price) {
        return new UnitPrice(Math.abs(price.microPerKwh()));
    }

    /** L of the commitment, or of the period's start. */
    private Energy limit(MeterReading reading) {
        Energy then = transaction
                .participant(meter.participantId())
                .limitsAt(session.registeredBy(Math.max(0, reading.period())))
                .larger();
        return Quotation.lastCommit(transaction, session.sessionId(), meter.participantId())
                .map(CommitRecord::terms)
                .map(CommitRecord.Terms::limits)
                .map(ExchangeLimits::larger)
                .map(then::max)
                .orElse(then);
    }
}
