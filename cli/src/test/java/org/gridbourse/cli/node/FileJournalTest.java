package org.gridbourse.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gridbourse.cli.rest.Row;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.CommitRecord.Sealed;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.node.rule.Decision;
import org.gridbourse.node.trading.KeptReading;
import org.gridbourse.node.trading.LastReading;
import org.gridbourse.node.trading.NodeStep;
import org.gridbourse.node.trading.SealedOrders;
import org.gridbourse.node.trading.SignedReadings.Measured;
import org.gridbourse.node.trading.StepResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node at home keeps: after a restart it is all there. */
class FileJournalTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final SessionRecord SESSION = new SessionRecord(
            "s-1",
            "EUR",
            1,
            60,
            List.of(START),
            List.of(new Tariff(new UnitPrice(300_000), new UnitPrice(80_000), UnitPrice.ZERO)),
            new TreeMap<>(),
            new SessionRecord.Announcement(START, false),
            Optional.empty());

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();

    private FileJournal started() {
        return new FileJournal("north-1", folder, told::add);
    }

    private static MeterReading reading(int period, long wh) {
        return new MeterReading(
                "m-1",
                "s-1",
                period,
                period < 0 ? START : SESSION.endOf(period),
                1,
                new Registers(new Energy(wh), Energy.ZERO),
                wh,
                Quality.MEASURED,
                "c2ln");
    }

    @Test
    void sealed_orders_are_there_after_a_restart_and_can_be_discarded() {
        OrderSchedule schedule = OrderSchedule.of(List.of(
                new PeriodOrder(0, Side.BUY, List.of(new OrderStep(new Energy(1000), new UnitPrice(270_000))))));
        SealedOrders sealed = new SealedOrders(
                1, "ab".repeat(32), schedule, new Sealed("cd".repeat(32), new Money(220_000_000), false));
        started().keep("s-1", sealed);

        assertThat(started().sealedOrders("s-1")).contains(sealed);
        started().discard("s-1", sealed);
        assertThat(started().sealedOrders("s-1")).isEmpty();
    }

    @Test
    void readings_are_open_until_their_end_is_noted() {
        FileJournal journal = started();
        journal.keep(SESSION, new Measured(List.of(reading(-1, 5000)), Map.of()));
        journal.keep(SESSION, new Measured(List.of(reading(0, 5400)), Map.of()));
        assertThat(started().openReadings("s-1")).isEqualTo(2);

        started().note(reading(-1, 5000), KeptReading.ACCEPTED);
        assertThat(started().readings("m-1", SESSION))
                .containsExactly(
                        new KeptReading(reading(-1, 5000), Optional.of(KeptReading.ACCEPTED)),
                        new KeptReading(reading(0, 5400), Optional.empty()));
        assertThat(started().openReadings("s-1")).isEqualTo(1);
    }

    @Test
    void the_last_reading_is_known_after_a_restart_so_that_the_meters_counter_goes_on() {
        assertThat(started().lastReading("m-1")).isEmpty();
        FileJournal journal = started();
        journal.keep(SESSION, new Measured(List.of(reading(-1, 5000), reading(0, 5400)), Map.of()));
        LastReading last = new LastReading(reading(0, 5400).registers(), 5400);

        assertThat(journal.lastReading("m-1")).contains(last);
        assertThat(started().lastReading("m-1")).contains(last);
        assertThat(started().lastReading("m-2")).isEmpty();
    }

    @Test
    void states_of_charge_decisions_and_steps_are_kept() {
        FileJournal journal = started();
        journal.expect(SESSION, Map.of("battery", 0.25));
        journal.expect(SESSION, Map.of("battery", 0.5));
        journal.keep("s-1", List.of(new Decision(0, Optional.empty(), "00:00: orders nothing")));
        journal.note("s-1", new StepResult(NodeStep.COMMIT, StepResult.DONE, "sent"));

        assertThat(started().stateOfCharge(SESSION.end())).isEqualTo(Map.of("battery", 0.5));
        assertThat(started().stateOfCharge(START)).isEmpty();
        assertThat(Row.all(started().decisions("s-1")))
                .extracting(row -> row.word("sentence"))
                .containsExactly("00:00: orders nothing");
        assertThat(started().result("s-1", NodeStep.COMMIT))
                .contains(new StepResult(NodeStep.COMMIT, StepResult.DONE, "sent"));
        assertThat(started().result("s-1", NodeStep.REVEAL)).isEmpty();
        assertThat(told).containsExactly("s-1: COMMIT DONE, sent");
    }
}
