package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.MalformedException;
import org.gridbourse.blocks.OrdererSeal;
import org.gridbourse.blocks.OrdererSignature;

/** The orderers' signatures under one block. Made ahead of time; judged when the configuration in force is known. */
final class SealCheck {
    private final Block block;
    private Optional<OrdererSeal> seal = Optional.empty();
    private Optional<String> flaw = Optional.empty();

    SealCheck(Block block) {
        this.block = block;
        try {
            seal = Optional.of(block.seal());
        } catch (MalformedException e) {
            flaw = Optional.of(e.getMessage());
        }
    }

    /**
     * Where the configuration in force stands.
     *
     * @param block its number
     * @param refused number of a later block whose configuration was found not to count: the ledger goes on naming it
     */
    record LastConfig(long block, OptionalLong refused) {}

    /** Verifies the signatures whose signers are named by identity; the others wait for the list of orderers. */
    List<Signed> signatures() {
        List<Signed> signatures = new ArrayList<>();
        seal.ifPresent(present -> {
            for (OrdererSignature signature : present.signatures()) {
                if (!signature.signatureHeader().isEmpty()) {
                    try {
                        signatures.add(signed(present, signature, signature.creator()));
                    } catch (MalformedException e) {
                        flaw = Optional.of(e.getMessage());
                    }
                }
            }
        });
        return signatures;
    }

    /**
     * Judges the block's seal.
     *
     * @param verified what {@link #signatures()} returned, verified by now
     * @param config in force before the block
     * @param lastConfig where the configuration stands that is in force after it
     * @param now the ledger's own clock
     */
    void judge(List<Signed> verified, ChannelConfig config, LastConfig lastConfig, Instant now, Findings findings) {
        long number = block.number();
        if (flaw.isPresent() || seal.isEmpty()) {
            findings.add(FindingCode.METADATA_MALFORMED, number, flaw.orElse("no orderer metadata"));
        }
        if (seal.isEmpty()) {
            return;
        }
        if (seal.get().signatures().isEmpty()) {
            findings.add(FindingCode.ORDERER_SIGNATURE_MISSING, number, "no orderer signed it");
        }
        List<Signed> all = new ArrayList<>(verified);
        all.addAll(byNumber(config, findings));
        for (Signed signed : all) {
            judgeSignature(signed, config, now, findings);
        }
        Policy policy = config.policy(ChannelConfig.BLOCK_VALIDATION);
        List<Member> signers = config.membership().signers(all);
        if (!policy.isSatisfiedBy(signers) && !seal.get().signatures().isEmpty()) {
            findings.add(
                    FindingCode.BLOCK_VALIDATION_POLICY_UNSATISFIED,
                    number,
                    "policy asks for %s, signed by %s"
                            .formatted(
                                    policy.words(),
                                    signers.stream().map(Member::words).toList()));
        }
        judgeLastConfig(lastConfig, findings);
    }

    private void judgeSignature(Signed signed, ChannelConfig config, Instant now, Findings findings) {
        long number = block.number();
        Member member = config.membership().member(signed.identity());
        if (member.flaw().isPresent()) {
            findings.add(
                    FindingCode.ORDERER_UNKNOWN, number, member.flaw().get().detail());
        }
        if (!signed.fits() || !signed.isStrictlyEncoded()) {
            findings.add(
                    FindingCode.ORDERER_SIGNATURE_INVALID,
                    number,
                    "signature of %s does not fit header and metadata".formatted(name(member)));
        }
        Expiry.of(signed, now)
                .ifPresent(detail -> findings.add(FindingCode.ORDERER_CERTIFICATE_EXPIRED, number, detail));
    }

    private void judgeLastConfig(LastConfig lastConfig, Findings findings) {
        long expected = lastConfig.block();
        try {
            long named = seal.orElseThrow().lastConfigIndex();
            long beside = block.deprecatedLastConfig();
            if (lastConfig.refused().equals(OptionalLong.of(named))) {
                findings.addConsequence();
            } else if (named != expected) {
                findings.add(
                        FindingCode.LAST_CONFIG_MISMATCH,
                        block.number(),
                        "names block %d, the configuration in force is in block %d".formatted(named, expected));
            } else if (beside != expected) {
                findings.add(
                        FindingCode.LAST_CONFIG_MISMATCH,
                        block.number(),
                        "names block %d beside its signatures, the configuration in force is in block %d"
                                .formatted(beside, expected));
            }
        } catch (MalformedException e) {
            findings.add(FindingCode.METADATA_MALFORMED, block.number(), e.getMessage());
        }
    }

    /** The signatures under numbers of the list of orderers; one under a number that none has is nobody's. */
    private List<Signed> byNumber(ChannelConfig config, Findings findings) {
        List<Signed> signatures = new ArrayList<>();
        OrdererSeal present = seal.orElseThrow();
        for (OrdererSignature signature : present.signatures()) {
            if (signature.signatureHeader().isEmpty()) {
                try {
                    int number = signature.consenterId();
                    config.consenter(number)
                            .ifPresentOrElse(
                                    signer -> signatures.add(signed(present, signature, signer)),
                                    () -> findings.add(
                                            FindingCode.ORDERER_UNKNOWN,
                                            block.number(),
                                            "signed as number %s, which none of the orderers has"
                                                    .formatted(Integer.toUnsignedString(number))));
                } catch (MalformedException e) {
                    findings.add(FindingCode.METADATA_MALFORMED, block.number(), e.getMessage());
                }
            }
        }
        return signatures;
    }

    private Signed signed(OrdererSeal present, OrdererSignature signature, ByteString signer) {
        return new Signed(
                signer, List.of(signature.signedBytes(present.value(), block.headerDer())), signature.signature());
    }

    private static String name(Member member) {
        return member.certificate() == null
                ? "an unknown orderer"
                : member.certificate().getSubjectX500Principal().getName();
    }
}
