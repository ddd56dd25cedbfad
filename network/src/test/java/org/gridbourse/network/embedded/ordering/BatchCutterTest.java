package org.gridbourse.network.embedded.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.List;
import org.gridbourse.network.embedded.membership.ChannelConfig.BatchSettings;
import org.hyperledger.fabric.protos.common.Envelope;
import org.junit.jupiter.api.Test;

class BatchCutterTest {
    private final BatchCutter cutter = new BatchCutter(new BatchSettings(Duration.ofSeconds(1), 3, 100, 1_000));

    @Test
    void a_batch_is_cut_at_its_third_transaction() {
        assertThat(cutter.add(bytes(10))).isEmpty();
        assertThat(cutter.add(bytes(10))).isEmpty();
        assertThat(cutter.add(bytes(10))).containsExactly(List.of(bytes(10), bytes(10), bytes(10)));
        assertThat(cutter.isEmpty()).isTrue();
    }

    @Test
    void a_transaction_that_would_make_the_batch_too_large_begins_the_next_one() {
        assertThat(cutter.add(bytes(60))).isEmpty();
        assertThat(cutter.add(bytes(41))).containsExactly(List.of(bytes(60)));
        assertThat(cutter.cut()).containsExactly(bytes(41));
    }

    @Test
    void a_batch_may_be_exactly_as_large_as_preferred() {
        assertThat(cutter.add(bytes(60))).isEmpty();
        assertThat(cutter.add(bytes(40))).isEmpty();
        assertThat(cutter.cut()).containsExactly(bytes(60), bytes(40));
    }

    @Test
    void a_transaction_larger_than_a_batch_has_a_block_of_its_own_after_what_was_pending() {
        assertThat(cutter.add(bytes(10))).isEmpty();
        assertThat(cutter.add(bytes(101))).containsExactly(List.of(bytes(10)), List.of(bytes(101)));
        assertThat(cutter.isEmpty()).isTrue();
    }

    /** An envelope that counts so many bytes, 4 of them signature. */
    private static Envelope bytes(int count) {
        return Envelope.newBuilder()
                .setPayload(ByteString.copyFrom(new byte[count - 4]))
                .setSignature(ByteString.copyFrom(new byte[4]))
                .build();
    }
}
