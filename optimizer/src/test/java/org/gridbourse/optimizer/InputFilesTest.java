package org.gridbourse.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gridbourse.optimizer.dispatch.Dispatcher;
import org.gridbourse.optimizer.input.DayFile;
import org.gridbourse.optimizer.input.SiteFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every bad input is refused with file, line, field and what is allowed. */
class InputFilesTest {
    private static final String SITE = """
            name: village
            tieLineKw: 100
            pv: {ratedKw: 50, costPerKwh: 0.1, carbonKgPerKwh: 0.06}
            storage:
              capacityKwh: 100
              chargeMaxKw: 50
              dischargeMaxKw: 50
              chargeEfficiency: 0.95
              dischargeEfficiency: 0.95
              socMin: 0.1
              socMax: 0.9
              socInitial: 0.5
              wearCostPerKwh: 0.03
              carbonKgPerDischargedKwh: 0.09
              socTargets:
                - {step: 3, socMin: 0.8}
            grid: {carbonKgPerKwh: 0.577}
            """;
    private static final String DAY = """
            hour,load_kw,pv_kw,wind_kw,buy_price,sell_price
            0,10,0,5,0.5,0.3
            1,10,0,5,0.5,0.3
            2,10,0,5,0.5,0.3
            """;

    private static InputRefusedException refusedSite(String text) {
        return catchThrowableOfType(InputRefusedException.class, () -> SiteFile.parse("site.yaml", text));
    }

    private static InputRefusedException refusedDay(String text) {
        return catchThrowableOfType(InputRefusedException.class, () -> DayFile.parse("day.csv", text));
    }

    @Test
    void a_site_file_is_read_and_a_terminal_state_that_is_left_out_is_the_initial_one() {
        Site site = SiteFile.parse("site.yaml", SITE);
        Storage storage = site.storage().orElseThrow();
        assertThat(site.wind()).isEmpty();
        assertThat(storage.window().socTerminal()).isEqualTo(0.5);
        assertThat(storage.socTargets()).containsExactly(new SocTarget(3, 0.8));
        assertThat(storage.running()).isEqualTo(Storage.Running.FREE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tieLineKw: 100           | tieLineKw: -1        | 2  | tieLineKw                     | 0 to",
                "tieLineKw: 100           | tieLineKw: wide      | 2  | tieLineKw                     | a number",
                "tieLineKw: 100           | tieLineKw: .nan      | 2  | tieLineKw                     | a number",
                "tieLineKw: 100           | tieLineKw:           | 2  | tieLineKw                     | a number",
                "tieLineKw: 100           | tieLimeKw: 100       | 2  | tieLimeKw                     | tieLineKw",
                "name: village            | name: [a]            | 1  | name                          | a text",
                "capacityKwh: 100         | capacityKwh: 0       | 5  | storage.capacityKwh           | above 0",
                "chargeEfficiency: 0.95   | chargeEfficiency: 95 | 8  | storage.chargeEfficiency      | above 0 to 1",
                "dischargeEfficiency: 0.95| dischargeEfficiency: 0 | 9 | storage.dischargeEfficiency  | above 0 to 1",
                "socMin: 0.1              | socMin: 0.95         | 10 | storage.socMin                | 0 to socMax",
                "socMax: 0.9              | socMax: 90           | 11 | storage.socMax                | 0 to 1",
                "socInitial: 0.5          | socInitial: -0.5     | 12 | storage.socInitial            | 0 to 1",
                "step: 3,                 | step: 3.5,           | 16 | storage.socTargets[0].step    | a whole number",
                "wearCostPerKwh: 0.03     | socMin: 0.1          | 13 | storage.socMin                | each key once",
                "ratedKw: 50              | ratedKw: -50         | 3  | pv.ratedKw                    | 0 to",
            })
    void a_bad_site_file_is_refused_at_its_line(String good, String bad, int line, String field, String allowed) {
        InputRefusedException refused = refusedSite(SITE.replace(good, bad));
        assertThat(refused.file()).isEqualTo("site.yaml");
        assertThat(refused.line()).hasValue(line);
        assertThat(refused.field()).isEqualTo(field);
        assertThat(refused.allowed()).contains(allowed);
        assertThat(refused.getMessage()).startsWith("site.yaml:" + line + ": " + field);
    }

    @Test
    void a_missing_key_is_refused_at_the_line_of_its_map() {
        InputRefusedException refused = refusedSite(SITE.replace("  socMin: 0.1\n", ""));
        assertThat(refused.field()).isEqualTo("storage.socMin");
        assertThat(refused.line()).isPresent();
        assertThat(refused).hasMessageContaining("missing key");
    }

    @Test
    void broken_yaml_and_an_empty_file_are_refused_with_their_line() {
        assertThat(refusedSite("name: x\n  tieLineKw: 3\n").line()).hasValue(2);
        assertThat(refusedSite("").line()).hasValue(1);
        assertThat(refusedSite("just text").field()).isEqualTo("file");
    }

    @Test
    void a_day_file_is_read_whatever_its_counter_is_called_and_however_its_lines_end() {
        Day day = DayFile.parse(
                "day.csv", "\uFEFF" + DAY.replace("hour", "step15min").replace("\n", "\r\n"));
        assertThat(day.size()).isEqualTo(3);
        assertThat(day.stepMinutes()).isEqualTo(480);
        assertThat(day.steps().get(0).sellPrice()).isEqualTo(0.3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,10,0,5,0.5,0.3 | 1,-10,0,5,0.5,0.3    | 3 | load_kw    | 0 to",
                "1,10,0,5,0.5,0.3 | 1,10,-1,5,0.5,0.3    | 3 | pv_kw      | 0 to",
                "1,10,0,5,0.5,0.3 | 1,10,0,-5,0.5,0.3    | 3 | wind_kw    | 0 to",
                "1,10,0,5,0.5,0.3 | 1,NaN,0,5,0.5,0.3    | 3 | load_kw    | a number",
                "1,10,0,5,0.5,0.3 | 1,Infinity,0,5,0.5,0.3 | 3 | load_kw  | a number",
                "1,10,0,5,0.5,0.3 | 1,,0,5,0.5,0.3       | 3 | load_kw    | a number",
                "1,10,0,5,0.5,0.3 | 1,10,0,5,0.5         | 3 | row        | 6 values",
                "1,10,0,5,0.5,0.3 | 1,10,0,5,0.5,0.3,9   | 3 | row        | 6 values",
                "2,10,0,5,0.5,0.3 | 3,10,0,5,0.5,0.3     | 4 | hour       | here 2",
                "2,10,0,5,0.5,0.3 | 1,10,0,5,0.5,0.3     | 4 | hour       | here 2",
                "0,10,0,5,0.5,0.3 | 0,10,0,5,cheap,0.3   | 2 | buy_price  | a number",
                "load_kw          | load                 | 1 | load       | load_kw",
                "pv_kw,wind_kw    | wind_kw,wind_kw      | 1 | wind_kw    | once",
                "0,10             | 5,10                 | 3 | hour       | here 6",
            })
    void a_bad_day_file_is_refused_at_its_line(String good, String bad, int line, String field, String allowed) {
        InputRefusedException refused = refusedDay(DAY.replace(good, bad));
        assertThat(refused.line()).hasValue(line);
        assertThat(refused.field()).isEqualTo(field);
        assertThat(refused.allowed()).contains(allowed);
    }

    @Test
    void a_last_row_without_a_line_end_is_named_by_its_own_line() {
        InputRefusedException refused =
                refusedDay("t,load_kw,pv_kw,wind_kw,buy_price,sell_price\n0,1,1,1,1,1\n1,x,1,1,1,1");
        assertThat(refused.line()).hasValue(3);
    }

    @Test
    void missing_columns_rows_and_files_are_refused(@TempDir Path folder) {
        assertThat(refusedDay("hour,load_kw\n0,1\n").field()).isEqualTo("pv_kw");
        assertThat(refusedDay("hour,load_kw,pv_kw,wind_kw,buy_price,sell_price\n"))
                .hasMessageContaining("no steps");
        assertThat(refusedDay("").field()).isEqualTo("header");
        assertThat(refusedDay(
                        DAY.replace("\n0,", "\n4,").replace("\n1,", "\n5,").replace("\n2,", "\n6,")))
                .hasMessageContaining("starts at 4");
        Path none = folder.resolve("none.csv");
        assertThat(catchThrowableOfType(InputRefusedException.class, () -> DayFile.read(none)))
                .hasMessageContaining("no such file");
        assertThat(catchThrowableOfType(InputRefusedException.class, () -> SiteFile.read(none)))
                .hasMessageContaining("no such file");
    }

    @Test
    void carbon_factors_come_from_their_file_then_the_day_then_the_site(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("day.csv");
        Files.writeString(
                file, DAY.replace("sell_price", "sell_price,grid_kg_per_kwh").replace("0.3\n", "0.3,0.2\n"));
        assertThat(DayFile.read(file).steps().get(0).gridKgPerKwh()).hasValue(0.2);
        Path factors = folder.resolve("carbon.csv");
        Files.writeString(factors, "hour,grid_kg_per_kwh\n0,0.7\n");
        Day day = DayFile.read(file, OptionalDouble.of(15), Optional.of(factors));
        assertThat(day.steps()).allMatch(step -> step.gridKgPerKwh().getAsDouble() == 0.7);
        assertThat(day.stepMinutes()).isEqualTo(15);
        Files.writeString(factors, "hour,grid_kg_per_kwh\n0,0.7\n1,0.7\n");
        assertThat(catchThrowableOfType(
                        InputRefusedException.class,
                        () -> DayFile.read(file, OptionalDouble.empty(), Optional.of(factors))))
                .hasMessageContaining("a divisor of the day's 3 steps");
    }

    @Test
    void a_forecast_above_rated_power_is_clipped_with_a_warning() {
        Site site = SiteFile.parse("site.yaml", SITE);
        Day day = DayFile.parse("day.csv", DAY.replace("1,10,0,", "1,10,80,"));
        DispatchPlan plan = new Dispatcher().plan(DispatchRequest.cheapest(site, day));
        assertThat(plan.schedule().get(1).pvKw()).isEqualTo(50);
        assertThat(plan.warnings()).anyMatch(warning -> warning.contains("clipped"));
    }
}
