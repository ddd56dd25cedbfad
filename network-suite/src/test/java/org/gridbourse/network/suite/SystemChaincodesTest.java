package org.gridbourse.network.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.gridbourse.blocks.Block;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.peer.ProcessedTransaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionResult;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionsResult;
import org.junit.jupiter.api.Test;

class SystemChaincodesTest extends SuiteTest {
    @Test
    void qscc_finds_a_block_by_number_by_hash_and_by_transaction() throws Exception {
        SubmittedTransaction submitted = grid.contract()
                .newProposal("put")
                .addArguments(UUID.randomUUID().toString(), "v")
                .build()
                .endorse()
                .submitAsync();
        long number = submitted.getStatus().getBlockNumber();
        Block byNumber = Block.parse(ask("GetBlockByNumber", bytes(Long.toString(number))));
        Block byTransaction = Block.parse(ask("GetBlockByTxID", bytes(submitted.getTransactionId())));
        Block byHash = Block.parse(ask("GetBlockByHash", byNumber.headerHash().toByteArray()));
        assertThat(byTransaction.bytes()).isEqualTo(byNumber.bytes());
        assertThat(byHash.bytes()).isEqualTo(byNumber.bytes());
        ProcessedTransaction transaction =
                ProcessedTransaction.parseFrom(ask("GetTransactionByID", bytes(submitted.getTransactionId())));
        assertThat(transaction.getValidationCode()).isZero();
        BlockchainInfo info = BlockchainInfo.parseFrom(ask("GetChainInfo"));
        assertThat(info.getHeight()).isGreaterThan(number);
        Block newest = Block.parse(ask("GetBlockByNumber", bytes("18446744073709551615")));
        assertThat(newest.number()).isGreaterThanOrEqualTo(number);
    }

    @Test
    void qscc_has_invalid_transactions_too_with_their_code() throws Exception {
        var alone = grid.endorse(
                ProposalDraft.of(grid.identity(), "put", UUID.randomUUID().toString(), "v")
                        .signed(),
                "GridMSP");
        assertThat(grid.commit(alone)).isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
        ProcessedTransaction transaction =
                ProcessedTransaction.parseFrom(ask("GetTransactionByID", bytes(ProposalDraft.transactionId(alone))));
        assertThat(transaction.getValidationCode()).isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE.getNumber());
        assertThat(transaction.getTransactionEnvelope()).isEqualTo(alone);
    }

    @Test
    void qscc_says_what_it_does_not_have() {
        assertRefused(
                "GetBlockByNumber",
                "9999999",
                "Failed to get block number 9999999, error no such block number [9999999] in index");
        assertRefused(
                "GetTransactionByID",
                "nosuch",
                "Failed to get transaction with id nosuch, error no such transaction ID [nosuch] in index");
    }

    @Test
    void the_lifecycle_tells_the_definition_of_a_chaincode() throws Exception {
        byte[] arguments = QueryChaincodeDefinitionArgs.newBuilder()
                .setName(NetworkUnderTest.CHAINCODE)
                .build()
                .toByteArray();
        QueryChaincodeDefinitionResult definition = QueryChaincodeDefinitionResult.parseFrom(grid.network()
                .getContract("_lifecycle")
                .newProposal("QueryChaincodeDefinition")
                .addArguments(arguments)
                .build()
                .evaluate());
        assertThat(definition.getSequence()).isEqualTo(1);
        assertThat(definition.getEndorsementPlugin()).isEqualTo("escc");
        assertThat(definition.getValidationPlugin()).isEqualTo("vscc");
        assertThat(definition.getApprovalsMap()).containsOnlyKeys("GridMSP", "NorthMSP", "SouthMSP");
        QueryChaincodeDefinitionsResult all = QueryChaincodeDefinitionsResult.parseFrom(grid.network()
                .getContract("_lifecycle")
                .newProposal("QueryChaincodeDefinitions")
                .addArguments(new byte[0])
                .build()
                .evaluate());
        assertThat(all.getChaincodeDefinitionsList())
                .extracting(QueryChaincodeDefinitionsResult.ChaincodeDefinition::getName)
                .containsExactly(NetworkUnderTest.CHAINCODE);
    }

    @Test
    void the_configuration_is_the_genesis_block() throws Exception {
        byte[] config =
                grid.network().getContract("cscc").evaluateTransaction("GetConfigBlock", NetworkUnderTest.CHANNEL);
        assertThat(Block.parse(config).number()).isZero();
    }

    private void assertRefused(String function, String argument, String message) {
        assertThatThrownBy(() -> ask(function, bytes(argument)))
                .isInstanceOf(GatewayException.class)
                .extracting(failure -> ((GatewayException) failure).getStatus().getDescription())
                .isEqualTo("evaluate call to endorser returned error: chaincode response 500, " + message);
    }

    private byte[] ask(String function, byte[]... argument) throws Exception {
        var proposal = grid.network().getContract("qscc").newProposal(function).addArguments(NetworkUnderTest.CHANNEL);
        for (byte[] each : argument) {
            proposal.addArguments(each);
        }
        return proposal.build().evaluate();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
