package org.gridbourse.network.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.blocks.SignedEnvelope;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.peer.BlockAndPrivateData;
import org.hyperledger.fabric.protos.peer.FilteredBlock;
import org.hyperledger.fabric.protos.peer.FilteredTransaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.Test;

class DeliveryTest extends SuiteTest {
    @Test
    void blocks_from_the_first_on_form_a_chain_whose_commit_hashes_follow_from_one_another() throws Exception {
        long last = put();
        List<org.gridbourse.blocks.Block> chain = new ArrayList<>();
        try (CloseableIterator<Block> blocks =
                grid.network().newBlockEventsRequest().startBlock(0).build().getEvents()) {
            while (chain.size() <= last) {
                chain.add(org.gridbourse.blocks.Block.parse(blocks.next().toByteString()));
            }
        }
        for (int number = 1; number < chain.size(); number++) {
            org.gridbourse.blocks.Block block = chain.get(number);
            assertThat(block.number()).isEqualTo(number);
            assertThat(block.previousHash()).isEqualTo(chain.get(number - 1).headerHash());
            assertThat(block.computedDataHash()).isEqualTo(block.dataHash());
            assertThat(block.filter().size()).isEqualTo(block.envelopes().size());
            assertThat(block.commitHash()).isPresent();
            assertThat(block.seal().signatures()).hasSize(1);
        }
        assertThat(SignedEnvelope.parse(chain.get(0).envelopes().get(0))
                        .content()
                        .readChannelHeader()
                        .isConfig())
                .isTrue();
    }

    @Test
    void every_organisation_delivers_the_same_blocks() throws Exception {
        long number = put();
        List<ByteString> hashes = new ArrayList<>();
        for (String organisation : new String[] {"Grid", "North", "South"}) {
            try (Client client = network.client(organisation, "auditor");
                    CloseableIterator<Block> blocks = client.network()
                            .newBlockEventsRequest()
                            .startBlock(number)
                            .build()
                            .getEvents()) {
                org.gridbourse.blocks.Block block =
                        org.gridbourse.blocks.Block.parse(blocks.next().toByteString());
                hashes.add(Hashes.sha256(
                        block.headerDer(), block.filter(), block.commitHash().orElseThrow()));
            }
        }
        assertThat(hashes).hasSize(3).containsOnly(hashes.get(0));
    }

    @Test
    void filtered_blocks_have_ids_codes_and_events_without_payload() throws Exception {
        SubmittedTransaction submitted = grid.contract()
                .newProposal("event")
                .addArguments("Named", "payload", key, "v")
                .build()
                .endorse()
                .submitAsync();
        long number = submitted.getStatus().getBlockNumber();
        try (CloseableIterator<FilteredBlock> blocks = grid.network()
                .newFilteredBlockEventsRequest()
                .startBlock(number)
                .build()
                .getEvents()) {
            FilteredBlock block = blocks.next();
            assertThat(block.getNumber()).isEqualTo(number);
            assertThat(block.getChannelId()).isEqualTo(NetworkUnderTest.CHANNEL);
            FilteredTransaction transaction = block.getFilteredTransactionsList().stream()
                    .filter(candidate -> candidate.getTxid().equals(submitted.getTransactionId()))
                    .findFirst()
                    .orElseThrow();
            assertThat(transaction.getTxValidationCode()).isEqualTo(TxValidationCode.VALID);
            var event =
                    transaction.getTransactionActions().getChaincodeActions(0).getChaincodeEvent();
            assertThat(event.getEventName()).isEqualTo("Named");
            assertThat(event.getPayload()).isEqualTo(ByteString.EMPTY);
        }
    }

    @Test
    void blocks_with_private_data_are_delivered_by_a_channel_without_any() throws Exception {
        long number = put();
        try (CloseableIterator<BlockAndPrivateData> blocks = grid.network()
                .newBlockAndPrivateDataEventsRequest()
                .startBlock(number)
                .build()
                .getEvents()) {
            BlockAndPrivateData block = blocks.next();
            assertThat(block.getBlock().getHeader().getNumber()).isEqualTo(number);
            assertThat(block.getPrivateDataMapCount()).isZero();
        }
    }

    @Test
    void who_listens_gets_each_new_block_as_it_comes() throws Exception {
        long first = put() + 1;
        try (CloseableIterator<FilteredBlock> blocks = grid.network()
                .newFilteredBlockEventsRequest()
                .startBlock(first)
                .build()
                .getEvents()) {
            for (long expected = first; expected < first + 3; expected++) {
                put();
                assertThat(blocks.next().getNumber()).isEqualTo(expected);
            }
        }
    }

    @Test
    void a_stranger_is_told_so_and_gets_nothing() {
        try (Client revoked = network.client("Grid", network.user("Grid", NetworkUnderTest.REVOKED.name()));
                CloseableIterator<Block> blocks = revoked.network().getBlockEvents()) {
            assertThatThrownBy(blocks::next).hasMessageContaining("Unexpected status response: FORBIDDEN");
        }
    }

    private long put() throws Exception {
        return grid.contract()
                .newProposal("put")
                .addArguments(key, UUID.randomUUID().toString())
                .build()
                .endorse()
                .submitAsync()
                .getStatus()
                .getBlockNumber();
    }
}
