package org.gridbourse.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.gridbourse.cli.CommandRun;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit's commands as scripts call them, on 23 blocks that real Fabric peers wrote. */
class AuditCommandsTest {
    @TempDir
    private Path folder;

    private Path blocks;
    private Path genesis;

    @BeforeEach
    void a_copy_of_the_ledger() throws IOException {
        Path recorded =
                Path.of(System.getProperty("gridbourse.root", ".."), "blocks/src/test/resources/recorded/ledger-b.zip");
        blocks = Files.createDirectory(folder.resolve("blocks"));
        try (FileSystem ledger = FileSystems.newFileSystem(recorded);
                Stream<Path> files = Files.list(ledger.getPath("/"))) {
            for (Path file : files.toList()) {
                Files.copy(file, blocks.resolve(file.getFileName().toString()));
            }
        }
        genesis = Files.copy(blocks.resolve("block_000000.pb"), folder.resolve("genesis.pb"));
    }

    @Test
    void a_ledger_in_order_ends_with_0_and_has_the_keys_that_scripts_read() {
        CommandRun run = verify("--json");
        assertThat(run.exitCode()).isZero();
        assertThat(run.errors()).isEmpty();
        assertThat(run.object().members().keySet())
                .contains("valid", "blocks", "transactions", "sessions", "trades", "findings", "headHash", "sumNano");
        assertThat(member(run, "valid")).isEqualTo("true");
        assertThat(member(run, "blocks")).isEqualTo("23");
        assertThat(member(run, "findings")).isEqualTo("[]");
        assertThat(member(run, "sumNano")).isEqualTo("0");
    }

    @Test
    void a_turned_bit_ends_with_1_and_names_code_block_and_detail() throws IOException {
        turnABit(blocks.resolve("block_000007.pb"));
        CommandRun run = verify("--json");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(member(run, "valid")).isEqualTo("false");
        JsonArray findings = (JsonArray) run.object().get("findings").orElseThrow();
        JsonObject first = (JsonObject) findings.elements().get(0);
        assertThat(first.members().keySet()).contains("code", "block", "detail");
        assertThat(Json.write(first.get("block").orElseThrow())).isEqualTo("7");
    }

    @Test
    void the_words_for_people_name_the_first_finding_and_what_cannot_be_seen() throws IOException {
        assertThat(verify().out()).contains("Everything is as the rules say").contains("--head or --height");
        Files.delete(blocks.resolve("block_000007.pb"));
        CommandRun run = verify();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("BLOCK_MISSING, block 7")
                .contains("From block 7 on only chain and signatures are checked");
    }

    @Test
    void a_judge_reads_which_blocks_are_proven_and_compares_two_hashes_by_their_names() throws Exception {
        String file =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(genesis)));
        assertThat(verify().out())
                .contains("Blocks 0–22 are proven: sealed by the orderers")
                .contains("hash of its header: ")
                .contains("SHA-256 of the file: " + file);
        turnABit(blocks.resolve("block_000007.pb"));
        assertThat(verify().out())
                .contains("Blocks 0–6 are proven. Block 7 is not what the orderers signed: it was changed after it was"
                        + " sealed.");
    }

    @Test
    void a_ledger_cut_off_at_its_end_is_seen_with_its_height_or_its_head() throws IOException {
        String head = member(verify("--json"), "headHash").replace("\"", "");
        Files.delete(blocks.resolve("block_000022.pb"));
        assertThat(verify().exitCode()).isZero();
        assertThat(verify("--height", "23").out()).contains("HEIGHT_MISMATCH");
        assertThat(verify("--head", head).exitCode()).isEqualTo(1);
    }

    @Test
    void a_checkpoint_goes_on_where_the_last_audit_ended() throws IOException {
        String checkpoint = folder.resolve("checkpoint.mv").toString();
        Path later = Files.move(blocks.resolve("block_000022.pb"), folder.resolve("later"));
        assertThat(verify("--checkpoint", checkpoint).exitCode()).isZero();
        Files.move(later, blocks.resolve("block_000022.pb"));
        CommandRun run = verify("--checkpoint", checkpoint, "--json");
        assertThat(run.exitCode()).isZero();
        assertThat(member(run, "blocks")).isEqualTo("23");
        assertThat(run.out()).isEqualTo(verify("--json").out());
    }

    @Test
    void no_such_trade_and_no_such_participant_end_with_1() {
        assertThat(audit("explain", "s-1-000-00001").exitCode()).isEqualTo(1);
        assertThat(audit("export", "--participant", "nobody", "--out", folder + "/pack")
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void an_export_has_every_table_as_csv_and_json() throws IOException {
        Path out = folder.resolve("evidence");
        assertThat(audit("export", "--out", out.toString()).exitCode()).isZero();
        for (String table : List.of(
                "orders",
                "clearings",
                "trades",
                "readings",
                "statements",
                "tariff",
                "postings",
                "credit",
                "participants")) {
            assertThat(out.resolve(table + ".csv")).exists();
            assertThat(out.resolve(table + ".json")).exists();
        }
        assertThat(Files.readString(out.resolve("trades.csv")))
                .startsWith("sessionId,period,tradeId,buyer,seller,quantityWh,priceMicroPerKwh,status,");
    }

    @Test
    void a_report_is_one_page_that_needs_nothing_else() throws IOException {
        Path page = folder.resolve("report.html");
        assertThat(audit("report", "--out", page.toString()).exitCode()).isZero();
        assertThat(Files.readString(page))
                .contains("<html")
                .contains("viewport")
                .doesNotContain("src=\"http");
    }

    @Test
    void what_cannot_be_read_ends_with_2_and_no_stack_trace() throws IOException {
        Files.writeString(genesis, "no block");
        assertUnreadable(verify());
        assertUnreadable(
                CommandRun.of("audit", "verify", "--blocks", folder + "/nowhere", "--genesis", genesis.toString()));
        assertUnreadable(
                CommandRun.of("audit", "verify-pack", "--pack", folder + "/nowhere", "--genesis", genesis.toString()));
        assertUnreadable(CommandRun.of("audit", "fetch", "--out", folder + "/b", "--connection", folder + "/no.json"));
    }

    @Test
    void a_folder_without_blocks_is_no_ledger_in_order() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        CommandRun run =
                CommandRun.of("audit", "verify", "--blocks", empty.toString(), "--genesis", genesis.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("empty holds no blocks: they are called block_000000.pb");
    }

    @Test
    void a_folder_in_the_place_of_a_block_and_a_number_far_beyond_the_others_are_named_and_end_with_2()
            throws IOException {
        Path seventh = blocks.resolve("block_000007.pb");
        Files.delete(seventh);
        Files.createDirectory(seventh);
        assertThat(verify().exitCode()).isEqualTo(2);
        assertThat(verify().errors()).contains("block_000007.pb cannot be read");
        Files.delete(seventh);
        Files.createFile(blocks.resolve("block_999999999999.pb"));
        assertThat(verify().exitCode()).isEqualTo(2);
        assertThat(verify().errors()).contains("ends with block_999999999999.pb");
    }

    @Test
    void a_head_that_is_no_hash_and_a_height_below_1_are_faults_of_the_call() {
        assertThat(verify("--head", "abc").exitCode()).isEqualTo(2);
        assertThat(verify("--head", "abc").errors()).contains("64 hexadecimal digits");
        assertThat(verify("--height", "0").exitCode()).isEqualTo(2);
    }

    @Test
    void a_market_of_another_name_is_not_passed_over_in_silence() {
        assertThat(verify("--chaincode", "nope").out()).contains("There is no trading session on this ledger");
    }

    @Test
    void what_cannot_be_written_is_said_before_the_audit_and_with_what_to_do() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        for (CommandRun run : List.of(
                audit("export", "--out", file.toString()),
                audit("export", "--participant", "a", "--out", file.toString()),
                audit("report", "--out", folder.toString()),
                audit("report", "--out", folder + "/no/page.html"))) {
            assertThat(run.exitCode()).as(run.errors()).isEqualTo(3);
            assertThat(run.errors()).containsAnyOf("name another", "name a file in it", "there is no folder");
        }
    }

    @Test
    void a_trade_that_is_not_found_on_a_broken_ledger_is_told_with_the_findings() throws IOException {
        Files.delete(blocks.resolve("block_000007.pb"));
        CommandRun run = audit("explain", "s-1-000-00001");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains("There is no trade s-1-000-00001").contains("The ledger has 1 findings");
    }

    @Test
    void a_file_that_is_no_checkpoint_is_left_as_it_is_and_named() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "mine");
        CommandRun run = verify("--checkpoint", file.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("notes.txt cannot be used").contains("remove it to begin anew");
        assertThat(file).hasContent("mine");
    }

    private static void assertUnreadable(CommandRun run) {
        assertThat(run.exitCode()).as(run.errors()).isBetween(2, 3);
        assertThat(run.errors()).isNotEmpty().doesNotContain("\tat ");
    }

    private CommandRun verify(String... more) {
        return audit("verify", more);
    }

    private CommandRun audit(String verb, String... more) {
        return CommandRun.of(Stream.concat(
                        Stream.of("audit", verb, "--blocks", blocks.toString(), "--genesis", genesis.toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private static String member(CommandRun run, String name) {
        return Json.write(run.object().get(name).orElseThrow());
    }

    private static void turnABit(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }
}
