package org.gridbourse.cli.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.gridbourse.cli.CommandRun;
import org.gridbourse.cli.demo.DayPlans;
import org.gridbourse.optimizer.InputRefusedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommunityFileTest {
    private static final String COMMUNITY = """
            name: hamlet
            currency: CNY
            session: {start: "2026-01-15T00:00:00Z", periods: 2, periodMinutes: 720, count: 2}
            tariff: tariff.csv
            participants:
              - id: north-1
                organisation: North
                site: site.yaml
                forecast: [day.csv, day.csv]
                actual: day.csv
                deposit: 5000.5
                limitMargins: [0.1, 0.5]
                behaviour: [{deliverFraction: 0.7}, {}]
              - id: south-1
                organisation: South
                site: site.yaml
                forecast: day.csv
                deposit: 100
            """;
    private static final String TARIFF =
            "period,retail_per_kwh,feed_in_per_kwh,grid_fee_per_kwh\n0,0.83,0.65,0.01\n1,0.17,-0.13,0.01\n";
    private static final String SITE =
            "name: small\ntieLineKw: 100\npv: {ratedKw: 50, costPerKwh: 0.1, carbonKgPerKwh: 0.06}\ngrid: {carbonKgPerKwh: 0.577}\n";
    private static final String DAY = "hour,load_kw,pv_kw,wind_kw,buy_price,sell_price\n0,10,0,0,1,1\n1,10,50,0,1,1\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void a_folder_that_is_fine() throws IOException {
        write("community.yaml", COMMUNITY);
        write("tariff.csv", TARIFF);
        write("site.yaml", SITE);
        write("day.csv", DAY);
    }

    @Test
    void a_community_is_read_with_its_sessions_participants_days_and_behaviour() {
        Community community = CommunityFile.read(folder);

        assertThat(community.sessions()).isEqualTo(new SessionPlan(Instant.parse("2026-01-15T00:00:00Z"), 2, 720, 2));
        assertThat(community.sessions().startOf(1)).isEqualTo("2026-01-16T00:00:00Z");
        assertThat(community.tariffs()).hasSize(2);
        assertThat(community.tariffs().get(1).get(1).feedIn().microPerKwh()).isEqualTo(-130_000);
        Participant north = community.participants().get(0);
        assertThat(north.deposit()).isEqualByComparingTo("5000.5");
        assertThat(north.days().get(0).behaviour()).isEqualTo(new Behaviour(true, true, 0.7));
        assertThat(north.days().get(1).behaviour()).isEqualTo(Behaviour.HONEST);
        assertThat(north.days().get(1).actualFile()).contains(folder.resolve("day.csv"));
        Participant south = community.participants().get(1);
        assertThat(south.limitMargins()).isEqualTo(LimitMargins.USUAL);
        assertThat(south.days().get(0).actualFile()).isEmpty();
        assertThat(community.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: hamlet            | name: Ham let          | community.yaml:1: name",
                "currency: CNY           | currency: yuan         | community.yaml:2: currency",
                "currency: CNY           | money: CNY             | community.yaml:2: money: unknown key",
                "periods: 2              | periods: 0             | community.yaml:3: session.periods: is 0; allowed: 1 to 300",
                "periods: 2              | periods: 24            | community.yaml:4: tariff: tariff.csv has 2 steps; allowed: 24",
                "periodMinutes: 720      | periodMinutes: many    | community.yaml:3: session.periodMinutes",
                "2026-01-15T00:00:00Z    | 15.1.2026              | community.yaml:3: session.start",
                "count: 2                | count: 3               | community.yaml:9: participants[0].forecast: has 2 entries; allowed: one value for all, or a list of 3",
                "tariff: tariff.csv      | tariff: prices.csv     | community.yaml:4: tariff: there is no file",
                "id: south-1             | id: north-1            | community.yaml:14: participants[1].id: \"north-1\" stands in line 6 already",
                "id: south-1             | id: South_1            | community.yaml:14: participants[1].id",
                "organisation: South     | organisation: West     | community.yaml:15: participants[1].organisation: is \"West\"; allowed: Grid, North, South",
                "deposit: 100            | deposit: -1            | community.yaml:18: participants[1].deposit: is -1",
                "deposit: 100            | deposit: .nan          | community.yaml:18: participants[1].deposit",
                "deposit: 100            | deposits: 100          | community.yaml:18: participants[1].deposits: unknown key",
                "limitMargins: [0.1, 0.5]| limitMargins: [0.1, 2] | community.yaml:12: participants[0].limitMargins[1]: is 2; allowed: 0 to 1",
                "limitMargins: [0.1, 0.5]| limitMargins: [0.1]    | community.yaml:12: participants[0].limitMargins: has 1 numbers",
                "deliverFraction: 0.7    | deliverFraction: -0.7  | community.yaml:13: participants[0].behaviour[0].deliverFraction: is -0.7; allowed: 0 to 10",
                "deliverFraction: 0.7    | reveal: perhaps        | community.yaml:13: participants[0].behaviour[0].reveal",
                "actual: day.csv         | actual: tomorrow.csv   | community.yaml:10: participants[0].actual: there is no file",
            })
    void a_mistake_in_community_yaml_is_refused_with_file_line_field_and_what_is_allowed(
            String right, String wrong, String refusal) throws IOException {
        write("community.yaml", COMMUNITY.replace(right.strip(), wrong.strip()));

        assertRefused(refusal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tariff.csv | 0.83,0.65      | 0.83,cheap     | tariff.csv:2: feed_in_per_kwh: is \"cheap\"",
                "tariff.csv | 0.83,0.65      | 0.8300001,0.65 | tariff.csv:2: retail_per_kwh: is 0.8300001; allowed: at most 6 decimals",
                "tariff.csv | 0.83,0.65      | -0.83,0.65     | tariff.csv:2: feed_in_per_kwh: is above retail; allowed: at most -0.83",
                "tariff.csv | 0.83,0.65      | 9000.1,0.65    | tariff.csv:2: retail_per_kwh: is 9000.1; allowed: -9000 to 9000",
                "tariff.csv | retail_per_kwh | retail         | tariff.csv:1: retail: unknown column",
                "day.csv    | 1,10,50        | 1,10,-50       | day.csv:3: pv_kw: is -50",
                "day.csv    | 1,10,50        | 2,10,50        | day.csv:3: hour",
                "site.yaml  | tieLineKw: 100 | tieLineKw: x   | site.yaml:2: tieLineKw",
                "site.yaml  | tieLineKw: 100 | tieLineKw: 0   | community.yaml:8: participants[0].site: tieLineKw of site.yaml is 0.0",
                "site.yaml  | tieLineKw: 100 | tieLineKw: 9999999 | community.yaml:8: participants[0].site: tieLineKw of site.yaml is 9999999.0; allowed: a tie line of 1 to 1000000000 Wh",
            })
    void a_mistake_in_another_file_is_refused_with_that_file_and_its_line(
            String file, String right, String wrong, String refusal) throws IOException {
        Path path = folder.resolve(file.strip());
        write(file.strip(), Files.readString(path).replace(right.strip(), wrong.strip()));

        assertRefused(refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name: [", "", "- a\n- b\n", "name: a\nname: b\n"})
    void what_is_no_yaml_map_is_refused(String text) throws IOException {
        write("community.yaml", text);

        assertRefused("community.yaml");
    }

    @Test
    void all_faults_of_a_folder_are_told_in_one_answer() throws IOException {
        write(
                "community.yaml",
                COMMUNITY.replace("organisation: South", "organisation: West").replace("deposit: 100", "deposit: -1"));
        write("site.yaml", """
                name: small
                tieLineKw: 100
                storage: {capacityKwh: 10, socMin: 2, colour: red}
                """);
        write("tariff.csv", TARIFF.replace("0.83,0.65", "0.83,cheap"));

        assertThatThrownBy(() -> CommunityFile.read(folder))
                .isInstanceOf(InputRefusedException.class)
                .satisfies(refused -> assertThat(refused.getMessage().lines())
                        .anyMatch(line -> line.contains("tariff.csv:2: feed_in_per_kwh"))
                        .anyMatch(line -> line.contains("site.yaml:3: storage.colour: unknown key"))
                        .anyMatch(line -> line.contains("site.yaml:3: storage.chargeMaxKw: missing key"))
                        .anyMatch(line -> line.contains("site.yaml:3: storage.wearCostPerKwh: missing key"))
                        .anyMatch(line -> line.contains("site.yaml:3: storage.socMin: is 2; allowed: 0 to 1"))
                        .anyMatch(line -> line.contains("participants[1].organisation: is \"West\""))
                        .anyMatch(line -> line.contains("participants[1].deposit: is -1"))
                        .noneMatch(line -> line.contains("unknown\"")));
    }

    @Test
    void a_new_community_is_read_planned_and_never_written_over() throws IOException {
        Path made = folder.resolve("mine");

        assertThat(CommandRun.of("community", "new", made.toString()).exitCode())
                .isZero();

        CommandRun checked = CommandRun.of("community", "check", made.toString());
        assertThat(checked.errors()).isEmpty();
        assertThat(checked.out()).contains("3 microgrids").doesNotContain("warning");
        Community community = CommunityFile.read(made);
        assertThat(new DayPlans(community, 42).make()).hasSize(3);
        assertThat(Files.readString(made.resolve("community.yaml"))).contains("# Grid, North or South");
        CommandRun again = CommandRun.of("community", "new", made.toString());
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.errors()).contains("is not empty");
    }

    @Test
    void a_folder_that_is_not_there_is_refused() {
        assertThatThrownBy(() -> CommunityFile.read(folder.resolve("nowhere")))
                .isInstanceOf(InputRefusedException.class)
                .hasMessageContaining("is no folder");
    }

    @Test
    void what_lies_above_the_rated_power_is_a_warning() throws IOException {
        write("day.csv", DAY.replace("1,10,50,0", "1,10,70,5"));

        assertThat(CommunityFile.read(folder).warnings())
                .startsWith(List.of(
                                "day.csv: pv_kw is clipped to 50 kW in 1 steps, what the site can give",
                                "day.csv: wind_kw is clipped to 0 kW in 1 steps, what the site can give")
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"village", "quarter-hours"})
    void the_examples_are_read_without_a_warning(String name) {
        Path examples = Path.of(System.getProperty("gridbourse.root"), "examples");

        assertThat(CommunityFile.read(examples.resolve(name)).warnings()).isEmpty();
    }

    private void assertRefused(String refusal) {
        assertThatThrownBy(() -> CommunityFile.read(folder))
                .isInstanceOf(InputRefusedException.class)
                .hasMessageContaining(refusal);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
