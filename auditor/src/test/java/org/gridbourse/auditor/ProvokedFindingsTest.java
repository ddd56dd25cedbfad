package org.gridbourse.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.ledger.Cheat;
import org.gridbourse.auditor.ledger.ConfigChange;
import org.gridbourse.auditor.ledger.MarketDay;
import org.gridbourse.auditor.ledger.TestChannel;
import org.gridbourse.auditor.ledger.TestLedger;
import org.gridbourse.auditor.ledger.TransactionMaker;
import org.gridbourse.auditor.ledger.VectorLedger;
import org.gridbourse.auditor.pack.ParticipantPack;
import org.gridbourse.auditor.pack.ParticipantRecords;
import org.gridbourse.network.identity.SigningIdentity;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.QueryReads;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.Version;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each finding is provoked by the least that leads to it: a code that nothing leads to does not compile here. */
class ProvokedFindingsTest {
    private static final TestChannel CHANNEL = TestChannel.shared();
    private static final TestLedger HONEST = MarketDay.play(12, new MarketDay.Size(5, 3, 1));
    private static final SigningIdentity ORDERER = CHANNEL.orderer("Grid");
    private static final ByteString STRAY_BYTES = ByteString.copyFrom(new byte[] {0x7a, 0});
    private static final String RULES = """
            {"firstSessionId":"s-9","parameters":{"classes":[{"lowestScore":800,"ratePercent":50,"volumePercent":100},\
            {"lowestScore":600,"ratePercent":100,"volumePercent":100},{"lowestScore":400,"ratePercent":150,"volumePercent":60},\
            {"lowestScore":200,"ratePercent":200,"volumePercent":30},{"lowestScore":0,"ratePercent":200,"volumePercent":0}],\
            "estimated":50,"gain":10,"notRevealed":100,"penalty":200,"prepaymentDefault":150,"startScore":600,\
            "tolerancePercent":10,"wayBackHours":72,"wayBackScore":200},"ruleVersion":2}""";

    @TempDir
    private Path folder;

    private final TestLedger ledger = HONEST.copy();
    private final Cheat cheat = new Cheat(ledger);

    @ParameterizedTest
    @EnumSource(FindingCode.class)
    void a_finding_is_found_where_it_should_be(FindingCode code) throws Exception {
        assertThat(provoke(code)).contains(code);
    }

    private Set<FindingCode> provoke(FindingCode code) throws Exception {
        return switch (code) {
            case GENESIS_MISMATCH -> codes(ledger.audit(CHANNEL.genesisWithout("Grid", CHANNEL.operator())));
            case BLOCK_MISSING -> inFiles(blocks -> Files.delete(blocks.resolve("block_000003.pb")));
            case BLOCK_UNREADABLE ->
                inFiles(blocks -> Files.writeString(blocks.resolve("block_000003.pb"), "no block"));
            case BLOCK_NUMBER_WRONG, PREVIOUS_HASH_MISMATCH -> after(() -> ledger.remove(3));
            case BLOCK_NOT_CANONICAL -> withStrayBytesInABlock();
            case BLOCK_EMPTY -> after(() -> ledger.append(List.of(), ORDERER));
            case DATA_HASH_MISMATCH ->
                after(() -> ledger.changeEnvelope(
                        3, 0, bytes -> ledger.block(2).getData().getData(0)));
            case HEIGHT_MISMATCH -> expecting(new Audit.Expected(Optional.empty(), OptionalLong.of(7)));
            case HEAD_MISMATCH -> expecting(new Audit.Expected(Optional.of("00"), OptionalLong.empty()));
            case PACK_RECORDS_MISMATCH -> withAnEditedPack();

            case ORDERER_SIGNATURE_MISSING -> after(() -> ledger.setMetadata(2, 0, ByteString.EMPTY));
            case ORDERER_SIGNATURE_INVALID ->
                after(() ->
                        ledger.setMetadata(2, 0, ledger.block(3).getMetadata().getMetadata(0)));
            case ORDERER_UNKNOWN -> after(() -> ledger.reseal(2, foreign(ORDERER)));
            case ORDERER_CERTIFICATE_EXPIRED -> sealedByAnExpiredOrderer();
            case BLOCK_VALIDATION_POLICY_UNSATISFIED -> after(() -> ledger.reseal(2, CHANNEL.peer("Grid")));
            case LAST_CONFIG_MISMATCH -> after(() -> ledger.nameLastConfig(2, 1, ORDERER));
            case METADATA_MALFORMED -> after(() -> ledger.setMetadata(2, 3, STRAY_BYTES));

            case CONFIG_UNREADABLE -> configured(new ConfigChange().unreadable());
            case CONFIG_NOT_ALONE -> besideAConfiguration();
            case CONFIG_UNAUTHORISED -> configured(new ConfigChange().weakened(CHANNEL.admin("Grid")));
            case CONFIG_MISMATCH ->
                configured(new ConfigChange().miscounted(CHANNEL.admin("Grid"), CHANNEL.admin("South")));

            case ENVELOPE_NOT_CANONICAL -> resealed(2, bytes -> bytes.concat(STRAY_BYTES));
            case TRANSACTION_WRONG_CHANNEL -> appended(transaction().onChannel("elsewhere"));
            case TRANSACTION_MALFORMED -> malformed();
            case TRANSACTION_ID_WRONG -> appended(transaction().underId("00ff"));
            case TRANSACTION_DUPLICATED ->
                appended(Envelope.parseFrom(ledger.block(2).getData().getData(0)));
            case CREATOR_SIGNATURE_INVALID ->
                appended(transaction().envelope().toBuilder()
                        .setSignature(by(CHANNEL.admin("North")).envelope().getSignature())
                        .build());
            case CREATOR_UNKNOWN -> appended(by(foreign(CHANNEL.operator())));
            case CREATOR_REVOKED -> revoked();
            case CREATOR_CERTIFICATE_EXPIRED -> appended(by(CHANNEL.expired("Grid")));
            case CREATOR_NOT_A_WRITER -> appended(by(CHANNEL.peer("Grid")));
            case PROPOSER_MISMATCH -> appended(transaction().proposedBy(CHANNEL.admin("North")));
            case PROPOSAL_HASH_MISMATCH -> appended(aroundAnothersResult());
            case ENDORSEMENT_SIGNATURE_INVALID ->
                appended(endorsedBy(CHANNEL.peer("Grid"), withKeyOf(CHANNEL.peer("North"), CHANNEL.admin("North"))));
            case ENDORSER_UNKNOWN -> appended(endorsedBy(CHANNEL.peer("Grid"), foreign(CHANNEL.peer("North"))));
            case ENDORSER_CERTIFICATE_EXPIRED ->
                appended(endorsedBy(CHANNEL.peer("Grid"), CHANNEL.peer("North"), CHANNEL.expired("Grid")));
            case ENDORSEMENT_WRONG_ORGANISATION -> appended(endorsedBy(CHANNEL.peer("North"), CHANNEL.peer("South")));
            case ENDORSEMENT_MISSING -> appended(endorsedBy(CHANNEL.peer("Grid")));
            case CHAINCODE_UNDEFINED -> appended(transaction().calling("other", "write"));
            case READ_CONFLICT_IGNORED ->
                appended(reading(KVRWSet.newBuilder()
                        .addReads(KVRead.newBuilder()
                                .setKey("participant/north-1")
                                .setVersion(Version.newBuilder().setBlockNum(1)))));
            case PHANTOM_READ_IGNORED ->
                appended(reading(KVRWSet.newBuilder()
                        .addRangeQueriesInfo(RangeQueryInfo.newBuilder()
                                .setStartKey("participant/")
                                .setEndKey("participant0")
                                .setItrExhausted(true)
                                .setRawReads(QueryReads.getDefaultInstance()))));
            case VALIDATION_CODE_MISMATCH -> after(() -> ledger.setCode(2, 0, 11));
            case VALIDATION_CODES_MISSING -> after(() -> ledger.setMetadata(2, 2, ByteString.EMPTY));
            case COMMIT_HASH_MISSING -> after(() -> ledger.setMetadata(2, 4, ByteString.EMPTY));
            case COMMIT_HASH_MISMATCH ->
                after(() ->
                        ledger.setMetadata(2, 4, ledger.block(1).getMetadata().getMetadata(4)));

            case DEFINITION_UNEXPLAINED -> appended(definitionByAnotherFunction());
            case WRITE_UNEXPLAINED -> appended(transaction().writing("market", record("gift/north-1", "{}")));
            case WRITE_MISSING -> cheated("creditevent/", parts -> parts.leaveOut("creditevent/"));
            case REFUSAL_IGNORED -> appended(by(CHANNEL.admin("North")).calling("market", "deposit", "{}"));
            case READING_SIGNATURE_INVALID ->
                cheatedRequest("reading/", text -> text.replace("\"importRegisterWh\":", "\"importRegisterWh\":1"));
            case REVEAL_MISMATCH -> cheatedRequest("orders/", number("quantityWh"));
            case RESPONSE_WRONG ->
                cheated("deposit/", parts -> parts.action.getResponseBuilder().setPayload(ByteString.EMPTY));
            case EVENT_WRONG -> cheated("deposit/", parts -> parts.action.clearEvents());
            case REGISTRATION_WRONG -> edited("participant/", number("importLimitWh"));
            case SESSION_WRONG -> edited("session/", number("feedInMicroPerKwh"));
            case ORDERS_WRONG -> edited("commit/", number("bidBondNano"));
            case CLEARING_WRONG -> edited("clearing/", number("clearingPriceMicroPerKwh"));
            case PROPOSAL_WRONG -> anotherWinner();
            case FILL_WRONG -> edited("fill/", number("filledWh"));
            case TRADE_INVENTED -> edited("fill/", ProvokedFindingsTest::withAnotherTrade);
            case PREPAYMENT_WRONG -> edited("prepayment/", number("amountNano"));
            case DEFAULT_WRONG -> edited("default/", number("amountNano"));
            case READING_WRONG -> edited("reading/", number("exportRegisterWh"));
            case SETTLEMENT_WRONG -> edited("statement/", number("netNano"));
            case CREDIT_WRONG -> edited("creditevent/", number("after"));
            case ACCOUNT_WRONG -> edited("account/", number("walletNano"));
            case CASH_WRONG -> edited("deposit/", number("amountNano"));
            case CONSENT_WRONG -> edited("consent/", number("revision"));
            case PAYOUT_WRONG -> edited("payout/", number("amountNano"));
            case ENERGY_UNSETTLED ->
                edited("statement/", text -> text.replaceFirst("(\"meters\":\\[\\{\"exportWh\":)", "$19"));
            case RULES_WRONG ->
                appended(transaction()
                        .calling("market", "proposeRules", RULES)
                        .writing("market", record("rules/002", RULES)));

            case RECORD_UNREADABLE -> edited("deposit/", text -> "{");
            case JOURNAL_UNBALANCED, MONEY_UNBALANCED -> edited("statement/", number("amountNano"));
            case BALANCE_NEGATIVE ->
                edited("deposit/", text -> text.replaceFirst("(\"account\":\"wallet:[^\"]+\",\"amountNano\":)", "$1-"));
            case BALANCE_MISMATCH -> edited("account/", number("walletNano"));
            case ENERGY_UNBALANCED -> edited("clearing/", number("volumeWh"));
            case TRADE_ONE_SIDED ->
                edited("fill/", text -> text.replaceFirst("(\"partner\":\"[^\"]+\",\"quantityWh\":)", "$19"));
            case SETTLEMENT_UNBALANCED -> edited("statement/", number("netNano"));
            case CREDIT_CHAIN_BROKEN -> edited("creditevent/", number("beforeMilli"));
        };
    }

    // What is done to blocks

    private interface Step {
        void run() throws Exception;
    }

    private interface FolderStep {
        void run(Path folder) throws Exception;
    }

    private Set<FindingCode> after(Step step) throws Exception {
        step.run();
        return codes(ledger.audit());
    }

    private Set<FindingCode> inFiles(FolderStep step) throws Exception {
        ledger.write(folder);
        step.run(folder);
        return codes(Audit.verify(folder, folder.resolve("genesis.pb")));
    }

    private Set<FindingCode> expecting(Audit.Expected expected) throws AuditInputException {
        return codes(Audit.trusting(CHANNEL.genesis()).expecting(expected).verify(ledger.source()));
    }

    private Set<FindingCode> withStrayBytesInABlock() throws AuditInputException {
        List<ByteString> blocks = new ArrayList<>(ledger.bytes());
        blocks.set(3, blocks.get(3).concat(STRAY_BYTES));
        return codes(Audit.trusting(CHANNEL.genesis()).verify(TestLedger.source(blocks)));
    }

    private Set<FindingCode> withAnEditedPack() throws Exception {
        Path genesis = Files.write(folder.resolve("own.pb"), CHANNEL.genesis().toByteArray());
        Path pack = folder.resolve("pack");
        ParticipantRecords records = new ParticipantRecords("north-1");
        Audit.trusting(genesis).recordsTo(records).verify(ledger.source());
        new ParticipantPack(pack).write(ledger.source(), "north-1", records);
        Path list = pack.resolve("records.json");
        Files.writeString(list, Files.readString(list).replace("north-1", "north-3"));
        return new ParticipantPack(pack)
                .verify(genesis, Audit.CHAINCODE).findings().stream()
                        .map(Finding::code)
                        .collect(Collectors.toSet());
    }

    private Set<FindingCode> sealedByAnExpiredOrderer() throws Exception {
        ledger.append(List.of(transaction().envelope()), ORDERER);
        ledger.append(List.of(by(CHANNEL.admin("Grid")).envelope()), CHANNEL.expired("GridOrd"));
        return after(ledger::recommit);
    }

    private Set<FindingCode> resealed(int block, UnaryOperator<ByteString> change) throws Exception {
        ledger.changeEnvelope(block, 0, change);
        ledger.reseal(block, ORDERER);
        return after(ledger::recommit);
    }

    private Set<FindingCode> configured(Envelope configuration) throws Exception {
        ledger.appendConfig(configuration, ORDERER);
        return after(ledger::recommit);
    }

    private Set<FindingCode> besideAConfiguration() throws Exception {
        Envelope configuration = new ConfigChange().weakened(CHANNEL.admin("Grid"), CHANNEL.admin("South"));
        ledger.append(List.of(configuration, transaction().envelope()), ORDERER);
        ledger.nameLastConfig(ledger.height() - 1, ledger.height() - 1, ORDERER);
        return after(ledger::recommit);
    }

    // What is put into transactions

    private Set<FindingCode> appended(TransactionMaker maker) throws Exception {
        return appended(maker.envelope());
    }

    private Set<FindingCode> appended(Envelope envelope) throws Exception {
        ledger.append(List.of(envelope), ORDERER);
        return after(ledger::recommit);
    }

    private static TransactionMaker transaction() {
        return by(CHANNEL.operator());
    }

    private static TransactionMaker by(SigningIdentity creator) {
        return TransactionMaker.by(creator, new Random(9))
                .endorsedBy(CHANNEL.peer("Grid"), CHANNEL.peer("North"))
                .calling("market", "org.hyperledger.fabric:GetMetadata")
                .writing("market", Map.of())
                .at(TestChannel.START.plusSeconds(7_200));
    }

    private static TransactionMaker endorsedBy(SigningIdentity... peers) {
        return transaction().endorsedBy(peers);
    }

    private static TransactionMaker reading(KVRWSet.Builder reads) {
        return transaction().readingAndWriting("market", reads.build());
    }

    private static TransactionMaker definitionByAnotherFunction() {
        return by(CHANNEL.admin("Grid"))
                .endorsedBy(CHANNEL.peer("Grid"), CHANNEL.peer("North"), CHANNEL.peer("South"))
                .calling("_lifecycle", "ApproveChaincodeDefinitionForMyOrg")
                .writing("_lifecycle", record("namespaces/fields/market/ValidationInfo", ""));
    }

    private Set<FindingCode> revoked() throws AuditInputException {
        ByteString genesis = CHANNEL.genesisWithout("Grid", CHANNEL.operator());
        return codes(ledger.on(genesis, ORDERER).audit(genesis));
    }

    /** No peer can commit it, so that no commit hash follows from it either. */
    private Set<FindingCode> malformed() throws Exception {
        ledger.append(List.of(emptied(transaction().envelope())), ORDERER);
        return codes(ledger.audit());
    }

    private static Envelope emptied(Envelope envelope) throws Exception {
        Payload payload = Payload.parseFrom(envelope.getPayload());
        ByteString nothing = payload.toBuilder().clearData().build().toByteString();
        return Envelope.newBuilder()
                .setPayload(nothing)
                .setSignature(ByteString.copyFrom(CHANNEL.operator().sign(nothing.toByteArray())))
                .build();
    }

    /** The endorsed result of the same request sent at another time. */
    private static Envelope aroundAnothersResult() throws Exception {
        Payload outer = Payload.parseFrom(transaction().envelope().getPayload());
        Payload inner =
                Payload.parseFrom(transaction().at(TestChannel.START).envelope().getPayload());
        ByteString mixed = outer.toBuilder().setData(inner.getData()).build().toByteString();
        return Envelope.newBuilder()
                .setPayload(mixed)
                .setSignature(ByteString.copyFrom(CHANNEL.operator().sign(mixed.toByteArray())))
                .build();
    }

    private static SigningIdentity foreign(SigningIdentity identity) {
        return new SigningIdentity("WestMSP", identity.certificatePem(), identity.certificate(), identity.privateKey());
    }

    private static SigningIdentity withKeyOf(SigningIdentity name, SigningIdentity key) {
        return new SigningIdentity(name.mspId(), name.certificatePem(), name.certificate(), key.privateKey());
    }

    // What is written to the market's records

    private static Set<FindingCode> anotherWinner() throws Exception {
        TestLedger storage = VectorLedger.of(VectorLedger.folder().resolve("storage.json"));
        Cheat other = new Cheat(storage);
        other.change(
                other.find("choice/"), parts -> parts.edit("choice/", text -> text.replace("GridMSP", "NorthMSP")));
        return codes(storage.audit());
    }

    private Set<FindingCode> edited(String key, UnaryOperator<String> edit) throws Exception {
        Predicate<KVWrite> changes = write -> write.getKey().startsWith(key)
                && !edit.apply(write.getValue().toStringUtf8())
                        .equals(write.getValue().toStringUtf8());
        cheat.change(cheat.find(changes), parts -> {
            String exact = parts.writes.getWritesList().stream()
                    .filter(changes)
                    .findFirst()
                    .orElseThrow()
                    .getKey();
            parts.edit(exact, edit);
        });
        return codes(ledger.audit());
    }

    private Set<FindingCode> cheated(String key, Cheat.Change change) throws AuditInputException {
        cheat.change(cheat.find(key), change);
        return codes(ledger.audit());
    }

    private Set<FindingCode> cheatedRequest(String key, UnaryOperator<String> edit) throws AuditInputException {
        return cheated(key, parts -> parts.editRequest(edit));
    }

    private static UnaryOperator<String> number(String name) {
        return EconomicCheatingTest.number(name, 1);
    }

    private static String withAnotherTrade(String fill) {
        return fill.replace(
                "\"trades\":[", "\"trades\":[{\"partner\":\"north-1\",\"quantityWh\":1,\"tradeId\":\"s1-000-00099\"},");
    }

    private static Map<String, byte[]> record(String key, String value) {
        return Map.of(key, value.getBytes(StandardCharsets.UTF_8));
    }

    private static Set<FindingCode> codes(AuditReport report) {
        return Stream.concat(report.findings().stream().map(Finding::code), report.counts().keySet().stream())
                .collect(Collectors.toSet());
    }
}
