package org.gridbourse.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MalformedBytesTest {
    @Test
    void damaged_blocks_are_read_or_refused_by_the_one_typed_exception() {
        // given a block with many kinds of transactions, damaged 5 000 times in one to four places
        byte[] good = GoldenLedgers.ledgerA().read(123).toByteArray();
        Random random = new Random(20260115);
        int refused = 0;
        for (int round = 0; round < 5_000; round++) {
            byte[] bad = random.nextInt(8) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            for (int flips = random.nextInt(4); flips >= 0 && bad.length > 0; flips--) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            // when everything in it is read, then nothing else is thrown
            try {
                readAll(Block.parse(bad));
            } catch (MalformedException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void an_empty_file_is_no_block() {
        assertThatThrownBy(() -> Block.parse(ByteString.EMPTY))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("block");
    }

    private static void readAll(Block block) {
        block.isCanonical();
        block.commitHash();
        block.deprecatedLastConfig();
        block.seal().lastConfigIndex();
        block.seal().signatures().forEach(OrdererSignature::creator);
        for (int i = 0; i < block.envelopes().size(); i++) {
            block.recordedCode(i);
            EnvelopePayload content =
                    SignedEnvelope.parse(block.envelopes().get(i)).content();
            content.readSignatureHeader();
            ChannelHeader header = content.readChannelHeader();
            header.timestamp();
            header.chaincode();
            for (TransactionAction action : content.transaction().actions()) {
                EndorsedAction endorsed = action.endorsedAction();
                endorsed.input().function();
                endorsed.proposalHash();
                endorsed.endorsements().forEach(endorsement -> Identity.parse(endorsement.endorser()));
                ChaincodeResult result = endorsed.result();
                result.readEvent();
                new StateUpdates().apply(result.readWrites(), new Version(1, 0), key -> java.util.Optional.empty());
            }
        }
    }
}
