package org.gridbourse.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gridbourse.cli.Gridbourse;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonNumber;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole day of a hamlet: real network, real chaincode, real gateway-apps, each in its own process. */
class WholeDayTest {
    private static final Path ROOT = Path.of(System.getProperty("gridbourse.root"));
    private static final int PERIODS = 6;
    private static final String BATTERY = """
            storage: {capacityKwh: 60, chargeMaxKw: 20, dischargeMaxKw: 20, chargeEfficiency: 0.96, dischargeEfficiency: 0.96,
                      socMin: 0.1, socMax: 0.9, socInitial: 0.5, wearCostPerKwh: 0, carbonKgPerDischargedKwh: 0.1}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void the_programs_are_built() {
        for (String module : List.of("network", "chaincode", "gateway-app")) {
            Path jar = ROOT.resolve(module).resolve("target/gridbourse-%s.jar".formatted(module));
            assumeTrue(Files.exists(jar), jar + " is not built yet; mvn package builds it before this test");
        }
    }

    @Test
    @Timeout(900)
    void two_sessions_with_a_shortfall_a_default_and_sealed_orders_never_opened_balance_to_the_last_nano()
            throws IOException {
        Path community = hamlet();
        Path out = folder.resolve("out");

        int exitCode = Gridbourse.run("demo", "--community", community.toString(), "--out", out.toString());

        assertThat(exitCode).isZero();
        IndependentBooks books = new IndependentBooks(out.resolve("export"));
        books.assertEveryPeriodIsClearedAtItsEquilibrium();
        books.assertEverySessionWithStoragesIsProven();
        books.assertEveryStatementFollowsFromTradesAndReadings();
        books.assertEveryJournalBalancesAndNobodyIsBelowZero();
        books.assertEveryScoreFollowsFromWhatWasDelivered();
        assertSummary(out, books);
        assertThat(out.resolve("report.html"))
                .content()
                .contains("The ledger is sound.", "Nobody would have been better off alone.");
        for (String participant : List.of("north-1", "north-2", "south-1", "south-2", "grid-1")) {
            assertThat(out.resolve("bills/" + participant + ".json")).exists();
            assertThat(out.resolve("dispatch/" + participant + "/plan.json")).exists();
        }
        new Tutorial(ROOT, out).assertEveryCommandWorks();
    }

    private static void assertSummary(Path out, IndependentBooks books) throws IOException {
        JsonObject summary = (JsonObject) Json.parse(Files.readString(out.resolve("summary.json")));
        assertThat(number(summary, "sumNano")).isZero();
        assertThat(number(summary, "participants")).isEqualTo(5);
        assertThat(number(summary, "periods")).isEqualTo(PERIODS);
        assertThat(number(summary, "peerVolumeWh")).isPositive();
        assertThat(summary.get("audit").orElseThrow().toString()).contains("\"valid\":true");
        Fields.readAll(
                (org.gridbourse.market.json.JsonArray) summary.get("results").orElseThrow(), fields -> {
                    String participant = fields.text("participantId");
                    assertThat(fields.number("withMarketNano"))
                            .as("with the market: " + participant)
                            .isEqualTo(books.withMarketNano(participant));
                    assertThat(fields.number("gridOnlyNano"))
                            .as("grid alone: " + participant)
                            .isEqualTo(books.gridOnlyNano(participant));
                    assertThat(fields.number("savedNano"))
                            .isEqualTo(fields.number("withMarketNano") - fields.number("gridOnlyNano"));
                    assertThat(fields.number("creditBefore")).isEqualTo(600);
                    assertCredit(participant, fields.number("creditAfter"));
                    fields.number("shortWh");
                    return participant;
                });
    }

    /** Who broke its word in the first session stands below who did not, after the second. */
    private static void assertCredit(String participant, long after) {
        switch (participant) {
            case "north-1", "south-2", "grid-1" ->
                assertThat(after).as(participant).isLessThan(600);
            default -> assertThat(after).as(participant).isGreaterThan(560);
        }
    }

    private static long number(JsonObject object, String key) {
        JsonValue value = object.get(key).orElseThrow();
        assertThat(value).isNotInstanceOf(JsonText.class);
        return ((JsonNumber) value).value();
    }

    private Path hamlet() throws IOException {
        Path community = Files.createDirectories(folder.resolve("hamlet"));
        Files.writeString(community.resolve("community.yaml"), """
                name: hamlet
                currency: CNY
                session: {start: "2026-06-15T06:00:00Z", periods: 6, periodMinutes: 60, count: 2}
                tariff: tariff.csv
                participants:
                  - {id: north-1, organisation: North, site: wind.yaml, forecast: wind.csv, deposit: 2000,
                     behaviour: [{deliverFraction: 0.5}, {}]}
                  - {id: north-2, organisation: North, site: sun.yaml, forecast: sun.csv, actual: sun.csv, deposit: 2000}
                  - {id: south-1, organisation: South, site: load.yaml, forecast: load.csv, deposit: 2000, limitMargins: [0.0, 0.2]}
                  - {id: south-2, organisation: South, site: load.yaml, forecast: small.csv, deposit: 2000,
                     behaviour: [{prepay: false}, {}]}
                  - {id: grid-1, organisation: Grid, site: load.yaml, forecast: small.csv, deposit: 2000,
                     behaviour: [{reveal: false}, {}]}
                """);
        Files.writeString(
                community.resolve("tariff.csv"),
                table("period,retail_per_kwh,feed_in_per_kwh,grid_fee_per_kwh", "0.83,0.65,0.01"));
        Files.writeString(community.resolve("wind.csv"), day(5, 0, 150));
        Files.writeString(community.resolve("sun.csv"), day(20, 60, 0));
        Files.writeString(community.resolve("load.csv"), day(140, 0, 0));
        Files.writeString(community.resolve("small.csv"), day(30, 0, 0));
        String plant = ": {ratedKw: 200, costPerKwh: 0.1, carbonKgPerKwh: 0.05}\n";
        Files.writeString(community.resolve("wind.yaml"), site("wind" + plant));
        Files.writeString(community.resolve("sun.yaml"), site("pv" + plant) + BATTERY);
        Files.writeString(community.resolve("load.yaml"), site(""));
        return community;
    }

    private static String site(String plant) {
        return "name: site\ntieLineKw: 200\n" + plant + "grid: {carbonKgPerKwh: 0.577}\n";
    }

    private static String day(int loadKw, int pvKw, int windKw) {
        return table("hour,load_kw,pv_kw,wind_kw,buy_price,sell_price", "%d,%d,%d,0,0".formatted(loadKw, pvKw, windKw));
    }

    private static String table(String header, String row) {
        StringBuilder table = new StringBuilder(header).append('\n');
        for (int period = 0; period < PERIODS; period++) {
            table.append(period).append(',').append(row).append('\n');
        }
        return table.toString();
    }
}
