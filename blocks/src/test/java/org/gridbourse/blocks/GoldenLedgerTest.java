package org.gridbourse.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenLedgerTest {
    static Stream<List<Block>> ledgers() {
        return Stream.of(GoldenLedgers.blocks(GoldenLedgers.ledgerA()), GoldenLedgers.blocks(GoldenLedgers.ledgerB()));
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void every_block_names_the_hash_of_the_header_before_it(List<Block> ledger) {
        ByteString previous = ByteString.EMPTY;
        for (Block block : ledger) {
            assertThat(block.previousHash()).as("block %d", block.number()).isEqualTo(previous);
            previous = block.headerHash();
        }
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void every_data_hash_is_that_of_the_envelopes(List<Block> ledger) {
        assertThat(ledger)
                .allSatisfy(block -> assertThat(block.computedDataHash()).isEqualTo(block.dataHash()));
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void blocks_and_envelopes_are_written_as_they_were_read(List<Block> ledger) {
        assertThat(ledger)
                .allMatch(Block::isCanonical)
                .flatExtracting(Block::envelopes)
                .allMatch(bytes -> SignedEnvelope.parse(bytes).isCanonical());
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void the_commit_hash_of_real_peers_follows_from_the_valid_write_sets(List<Block> ledger) {
        Map<StateKey, StateValue> state = new HashMap<>();
        ByteString previous = ByteString.EMPTY;
        for (Block block : ledger) {
            StateUpdates updates = updates(block, state);
            if (block.number() > 0) {
                previous = Hashes.commitHash(block.filter(), updates.toBytes(), previous);
                assertThat(block.commitHash()).as("block %d", block.number()).contains(previous);
            }
            updates.asMap().forEach((key, value) -> {
                if (value.isDelete()) {
                    state.remove(key);
                } else {
                    state.put(key, value);
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void transaction_ids_and_proposal_hashes_of_valid_transactions_follow_from_their_bytes(List<Block> ledger) {
        for (Block block : ledger) {
            for (int i = 0; i < block.envelopes().size(); i++) {
                EnvelopePayload content =
                        SignedEnvelope.parse(block.envelopes().get(i)).content();
                ChannelHeader header = content.readChannelHeader();
                if (block.recordedCode(i) != TxValidationCode.VALID || !header.isEndorserTransaction()) {
                    continue;
                }
                SignatureHeader signer = content.readSignatureHeader();
                assertThat(header.transactionId()).isEqualTo(Hashes.transactionId(signer.nonce(), signer.creator()));
                TransactionAction action = content.transaction().actions().get(0);
                EndorsedAction endorsed = action.endorsedAction();
                assertThat(endorsed.proposalHash())
                        .isEqualTo(Hashes.proposalHash(
                                content.channelHeader(), action.signatureHeader(), endorsed.proposalPayload()));
            }
        }
    }

    private static StateUpdates updates(Block block, Map<StateKey, StateValue> state) {
        StateUpdates updates = new StateUpdates();
        for (int i = 0; i < block.envelopes().size(); i++) {
            EnvelopePayload content =
                    SignedEnvelope.parse(block.envelopes().get(i)).content();
            if (block.recordedCode(i) == TxValidationCode.VALID
                    && content.readChannelHeader().isEndorserTransaction()) {
                ReadWriteSet set = content.transaction()
                        .actions()
                        .get(0)
                        .endorsedAction()
                        .result()
                        .readWrites();
                updates.apply(set, new Version(block.number(), i), key -> Optional.ofNullable(state.get(key)));
            }
        }
        return updates;
    }
}
