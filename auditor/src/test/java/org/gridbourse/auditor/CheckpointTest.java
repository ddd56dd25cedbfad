package org.gridbourse.auditor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.ledger.MarketDay;
import org.gridbourse.auditor.ledger.TestChannel;
import org.gridbourse.auditor.ledger.TestLedger;
import org.h2.mvstore.MVStore;
import org.hyperledger.fabric.protos.common.Block;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    private static final TestLedger LEDGER = MarketDay.play(21, new MarketDay.Size(4, 2, 2));

    @TempDir
    private Path folder;

    @Test
    void an_audit_in_three_parts_says_the_same_as_one_in_one() throws Exception {
        AuditReport whole = LEDGER.audit();
        AuditReport last = null;
        for (int height : new int[] {LEDGER.height() / 3, LEDGER.height() / 2, LEDGER.height()}) {
            last = audit(first(height));
        }
        assertThat(last).isEqualTo(whole);
        assertThat(last.isValid()).isTrue();
    }

    @Test
    void a_ledger_that_has_lost_what_was_seen_before_is_found_without_a_head() throws Exception {
        audit(LEDGER);
        assertThat(audit(first(LEDGER.height() - 2)).findings())
                .extracting(Finding::code)
                .containsExactly(FindingCode.HEAD_MISMATCH);
    }

    @Test
    void the_last_block_that_was_seen_is_read_again_with_its_transactions() throws Exception {
        audit(LEDGER);
        long last = LEDGER.height() - 1;
        BlockSource changed = from -> {
            List<BlockSource.Place> places = new ArrayList<>();
            LEDGER.source()
                    .from(from)
                    .forEachRemaining(place -> places.add(place.number() == last ? withOneMore(place) : place));
            return places.iterator();
        };
        AuditReport report =
                Audit.trusting(TestChannel.shared().genesis()).verify(changed, folder.resolve("checkpoint.mv"));
        assertThat(report.findings()).extracting(Finding::code).containsExactly(FindingCode.HEAD_MISMATCH);
    }

    @Test
    void a_file_in_which_another_program_keeps_its_own_is_refused_and_left_alone() {
        Path file = folder.resolve("checkpoint.mv");
        try (MVStore store = MVStore.open(file.toString())) {
            store.openMap("books").put("wallet", 7);
        }
        assertThatThrownBy(() -> audit(LEDGER))
                .isInstanceOf(AuditInputException.class)
                .hasMessageContaining("Name another file");
        try (MVStore store = MVStore.open(file.toString())) {
            assertThat(store.openMap("books")).containsEntry("wallet", 7);
        }
    }

    private static BlockSource.Place withOneMore(BlockSource.Place place) {
        try {
            Block.Builder block = Block.parseFrom(place.bytes().orElseThrow()).toBuilder();
            block.getDataBuilder().addData(ByteString.copyFromUtf8("one more"));
            return new BlockSource.Place(
                    place.number(), Optional.of(block.build().toByteString()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private AuditReport audit(TestLedger ledger) throws AuditInputException {
        return Audit.trusting(TestChannel.shared().genesis()).verify(ledger.source(), folder.resolve("checkpoint.mv"));
    }

    private static TestLedger first(int height) {
        TestLedger part = LEDGER.copy();
        while (part.height() > height) {
            part.remove(part.height() - 1);
        }
        return part;
    }
}
