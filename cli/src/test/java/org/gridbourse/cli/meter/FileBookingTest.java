package org.gridbourse.cli.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.gridbourse.cli.meter.BookedRegisters.Registers;
import org.gridbourse.cli.meter.FileBooking.Difference;
import org.gridbourse.cli.meter.FileBooking.Sample;
import org.gridbourse.node.meter.Interval;
import org.gridbourse.node.meter.Quality;
import org.gridbourse.programs.SurroundingsException;
import org.junit.jupiter.api.Test;

/** A meter's file beside what is booked. */
class FileBookingTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final TreeMap<Instant, Registers> booked = new TreeMap<>();

    private static Instant at(int quarter) {
        return START.plusSeconds(900L * quarter);
    }

    private static Interval quarter(int number, long importWh, Quality quality) {
        return new Interval(at(number), 15, importWh, 0, quality);
    }

    private FileBooking book(Interval... intervals) {
        return FileBooking.of(List.of(intervals), booked, Optional::empty);
    }

    @Test
    void what_is_booked_is_compared_and_what_lies_behind_is_counted_on() {
        booked.put(at(0), new Registers(1000, 7));
        booked.put(at(1), new Registers(1100, 7));
        booked.put(at(2), new Registers(1300, 7));

        FileBooking booking = book(
                quarter(0, 100, Quality.MEASURED),
                quarter(1, 150, Quality.MEASURED),
                quarter(2, 40, Quality.MEASURED),
                quarter(3, 60, Quality.MEASURED));

        assertThat(booking.known()).isEqualTo(2);
        assertThat(booking.differences())
                .containsExactly(new Difference(at(1), new Registers(150, 0), new Registers(200, 0)));
        assertThat(booking.samples())
                .containsExactly(
                        new Sample(at(2), new Registers(1300, 7)),
                        new Sample(at(3), new Registers(1340, 7)),
                        new Sample(at(4), new Registers(1400, 7)));
        assertThat(booking.left()).isZero();
    }

    @Test
    void inside_a_run_of_doubtful_periods_no_register_is_measured() {
        booked.put(at(0), new Registers(0, 0));

        FileBooking booking = book(
                quarter(0, 10, Quality.MEASURED),
                quarter(1, 20, Quality.ESTIMATED),
                quarter(2, 20, Quality.ESTIMATED),
                quarter(3, 5, Quality.MEASURED));

        assertThat(booking.samples())
                .containsExactly(
                        new Sample(at(0), new Registers(0, 0)),
                        new Sample(at(1), new Registers(10, 0)),
                        new Sample(at(3), new Registers(50, 0)),
                        new Sample(at(4), new Registers(55, 0)));
    }

    @Test
    void behind_a_gap_of_the_file_no_register_is_known() {
        booked.put(at(0), new Registers(0, 0));

        FileBooking booking = book(
                quarter(0, 10, Quality.MEASURED), quarter(5, 20, Quality.MEASURED), quarter(6, 20, Quality.MEASURED));

        assertThat(booking.samples()).hasSize(2);
        assertThat(booking.left()).isEqualTo(2);
    }

    @Test
    void a_meter_that_was_never_read_begins_with_its_opening_and_another_file_must_reach_back() {
        FileBooking booking = FileBooking.of(
                List.of(quarter(0, 10, Quality.MEASURED)), booked, () -> Optional.of(new Registers(500, 0)));

        assertThat(booking.samples().get(1).registers()).isEqualTo(new Registers(510, 0));
        assertThatThrownBy(() -> book(quarter(0, 10, Quality.MEASURED)))
                .isInstanceOf(SurroundingsException.class)
                .hasMessageContaining("last reading");
        assertThat(FileBooking.of(List.of(), booked, Optional::empty).samples()).isEmpty();
    }
}
