package org.gridbourse.network.embedded.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockStoreTest {
    /** Length, its checksum, checksum of the block. */
    private static final int RECORD_OVERHEAD = 12;

    private static final List<ByteString> BLOCKS = List.of(
            ByteString.copyFromUtf8("genesis"),
            ByteString.copyFromUtf8("the first block after it"),
            ByteString.copyFromUtf8("the last one"));

    @TempDir
    Path folder;

    private Path file;
    private byte[] whole;

    @BeforeEach
    void write_three_blocks() throws IOException {
        file = folder.resolve("blocks");
        try (BlockStore store = BlockStore.open(file)) {
            BLOCKS.forEach(store::append);
        }
        whole = Files.readAllBytes(file);
    }

    @Test
    void what_was_appended_is_read_again_after_a_restart() {
        try (BlockStore store = BlockStore.open(file)) {
            assertThat(store.height()).isEqualTo(3);
            for (int i = 0; i < BLOCKS.size(); i++) {
                assertThat(store.read(i)).isEqualTo(BLOCKS.get(i));
            }
        }
    }

    @Test
    void a_crash_at_any_byte_leaves_exactly_the_blocks_whose_records_were_complete() throws IOException {
        for (int length = 0; length <= whole.length; length++) {
            // given what a crash after this many bytes leaves
            Files.write(file, Arrays.copyOf(whole, length));
            // when
            try (BlockStore store = BlockStore.open(file)) {
                // then
                int complete = completeRecords(length);
                assertThat(store.height()).as("cut at byte %d", length).isEqualTo(complete);
                for (int i = 0; i < complete; i++) {
                    assertThat(store.read(i)).isEqualTo(BLOCKS.get(i));
                }
                // and the next block goes where the unfinished one was
                store.append(ByteString.copyFromUtf8("after the crash"));
                assertThat(store.read(complete).toStringUtf8()).isEqualTo("after the crash");
            }
        }
    }

    @Test
    void one_changed_bit_anywhere_stops_the_start() throws IOException {
        for (int position = 0; position < whole.length; position++) {
            byte[] damaged = whole.clone();
            damaged[position] ^= (byte) (1 << (position % 8));
            Files.write(file, damaged);
            assertThatThrownBy(() -> BlockStore.open(file))
                    .as("bit changed in byte %d", position)
                    .isInstanceOf(DamagedLedgerException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void a_file_in_use_is_refused() {
        try (BlockStore first = BlockStore.open(file)) {
            assertThatThrownBy(() -> BlockStore.open(file))
                    .isInstanceOf(DamagedLedgerException.class)
                    .hasMessageContaining("in use by another network");
            assertThat(first.height()).isEqualTo(3);
        }
    }

    private static int completeRecords(int length) {
        int complete = 0;
        int end = 0;
        for (ByteString block : BLOCKS) {
            end += RECORD_OVERHEAD + block.size();
            complete += end <= length ? 1 : 0;
        }
        return complete;
    }
}
