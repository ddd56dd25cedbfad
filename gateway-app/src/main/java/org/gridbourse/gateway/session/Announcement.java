package org.gridbourse.gateway.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.gateway.web.DecimalText;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.SessionRecord.Base;
import org.gridbourse.market.request.AnnounceSession;
import org.gridbourse.market.request.AnnounceSession.Delivery;
import org.gridbourse.market.request.SessionGates;
import org.gridbourse.market.tariff.Tariff;

/**
 * A session as the grid company announces it: with periods of its own, or adding to those of another. Prices are decimal
 * text in currency units per kWh.
 *
 * @param currency three capital letters; this and the next three are absent where it adds
 * @param tariffs one per period; {@code gridFee} absent: 0
 * @param addsTo the session to which it adds, and the periods of that one
 * @param atOnce true: no times, for simulated ledgers alone; false: times derived from the start; absent: as the ledger is
 * @param gateClosesUtc when the last order is taken; absent: an hour before delivery
 * @param earliest times before which phases do not begin, by phase, instead of derived ones
 * @param windows how long it waits for who has not acted; absent: as usual
 */
record Announcement(
        String sessionId,
        String currency,
        String startUtc,
        Integer periodMinutes,
        List<TariffText> tariffs,
        AddsTo addsTo,
        Boolean atOnce,
        String gateClosesUtc,
        Map<String, String> earliest,
        WaitingTimes windows) {

    /** @param periods of the session to which it adds, rising */
    record AddsTo(String sessionId, List<Integer> periods) {
        Base base() {
            return new Base(
                    BadInputException.required("addsTo.sessionId", sessionId),
                    BadInputException.required("addsTo.periods", periods).stream()
                            .map(period -> BadInputException.required("addsTo.periods[]", period))
                            .toList());
        }
    }

    record WaitingTimes(Integer graceSeconds, Integer maxSeconds) {}

    record TariffText(String retail, String feedIn, String gridFee) {
        Tariff tariff() {
            return new Tariff(
                    DecimalText.price("tariffs[].retail", retail),
                    DecimalText.price("tariffs[].feedIn", feedIn),
                    gridFee == null ? UnitPrice.ZERO : DecimalText.price("tariffs[].gridFee", gridFee));
        }
    }

    /**
     * What must be known of the ledger.
     *
     * @param simulated whether it is
     * @param existing the session, where it is announced already
     * @param base the session to which it adds, where there is one
     */
    record Ledger(boolean simulated, Optional<SessionRecord> existing, Optional<SessionRecord> base) {}

    AnnounceSession request(Ledger ledger, Instant now) {
        String id = BadInputException.required("sessionId", sessionId);
        if (addsTo != null) {
            if (currency != null || startUtc != null || periodMinutes != null || tariffs != null) {
                throw new BadInputException("addsTo", "takes periods and tariffs over; leave them out");
            }
            SortedMap<Phase, Instant> times = times(ledger, () -> ledger.base()
                    .map(session -> gates(now, firstStart(session)).ofAdding())
                    .orElseGet(TreeMap::new));
            return new AnnounceSession(id, times, Optional.empty(), Optional.of(addsTo.base()));
        }
        Delivery delivery = delivery();
        Instant start = delivery.periodStarts().get(0);
        Instant end = start.plus(Duration.ofMinutes(delivery.periodMinutes())
                .multipliedBy(delivery.tariffs().size()));
        return AnnounceSession.of(
                id, delivery, times(ledger, () -> gates(now, start).ofBase(end)));
    }

    private Delivery delivery() {
        int minutes = BadInputException.required("periodMinutes", periodMinutes);
        List<Tariff> tariffOfPeriods = BadInputException.required("tariffs", tariffs).stream()
                .map(tariff -> BadInputException.required("tariffs[]", tariff).tariff())
                .toList();
        return new Delivery(
                BadInputException.required("currency", currency),
                minutes,
                AnnounceSession.regular(
                        Instant.parse(BadInputException.required("startUtc", startUtc)),
                        Duration.ofMinutes(minutes),
                        tariffOfPeriods.size()),
                tariffOfPeriods);
    }

    private Instant firstStart(SessionRecord base) {
        List<Integer> periods = addsTo.base().periods();
        return base.startOf(periods.isEmpty() ? 0 : periods.get(0));
    }

    private SessionGates gates(Instant now, Instant start) {
        return new SessionGates(now, Optional.ofNullable(gateClosesUtc).map(Instant::parse), start);
    }

    /** A repetition is to be the same: it has the times that stand on the ledger, however late it comes. */
    private SortedMap<Phase, Instant> times(Ledger ledger, Supplier<SortedMap<Phase, Instant>> derived) {
        if (earliest != null) {
            requireAbsent(gateClosesUtc == null && atOnce == null);
            return given();
        }
        if (isAtOnce(ledger.simulated())) {
            requireAbsent(gateClosesUtc == null);
            return new TreeMap<>();
        }
        return ledger.existing().map(SessionRecord::earliest).orElseGet(derived);
    }

    boolean isAtOnce(boolean simulated) {
        boolean wanted = atOnce == null ? simulated && gateClosesUtc == null : atOnce;
        Require.that(
                simulated || !wanted,
                Refusal.SESSION_TIMES_INVALID,
                "this ledger is real, its sessions keep to their times: atOnce is for simulated ledgers");
        return wanted;
    }

    private static void requireAbsent(boolean absent) {
        if (!absent) {
            throw new BadInputException("earliest", "gateClosesUtc and atOnce exclude each other");
        }
    }

    private SortedMap<Phase, Instant> given() {
        SortedMap<Phase, Instant> times = new TreeMap<>();
        earliest.forEach((phase, time) ->
                times.put(Phase.valueOf(phase), Instant.parse(BadInputException.required("earliest." + phase, time))));
        return times;
    }

    Windows waiting(boolean simulated) {
        WaitingTimes wanted = windows == null ? new WaitingTimes(null, null) : windows;
        return Windows.of(
                simulated, Optional.ofNullable(wanted.graceSeconds()), Optional.ofNullable(wanted.maxSeconds()));
    }
}
