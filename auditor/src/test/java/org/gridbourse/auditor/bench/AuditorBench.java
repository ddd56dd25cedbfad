package org.gridbourse.auditor.bench;

import com.google.protobuf.ByteString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.gridbourse.auditor.Audit;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.auditor.fabric.Certificates;
import org.gridbourse.auditor.ledger.MarketDay;
import org.gridbourse.auditor.ledger.TestLedger;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.ChaincodeInput;
import org.gridbourse.blocks.EndorsedAction;
import org.gridbourse.blocks.SignedEnvelope;

/**
 * Audits honest ledgers of growing length, and verifies as many ECDSA signatures as each has on all processors, in one run.
 * Not measured: reading files, networks, ledgers with many refused transactions.
 */
public final class AuditorBench {
    private static final int ROUNDS = 3;

    private AuditorBench() {}

    /** @param arguments folder for the figures, commit */
    public static void main(String[] arguments) throws Exception {
        Path out = Path.of(arguments[0]);
        String commit = arguments[1];
        List<String> rows = new ArrayList<>();
        for (int sessions : new int[] {2, 4, 8, 16}) {
            rows.add(measure(MarketDay.play(sessions, new MarketDay.Size(8, 12, sessions))));
        }
        Files.createDirectories(out);
        String text = """
                {"benchmark": "auditor", "commit": "%s", "java": "%s", "processors": %d, "ledgers": [
                %s
                ]}
                """.formatted(
                        commit,
                        System.getProperty("java.version"),
                        Runtime.getRuntime().availableProcessors(),
                        String.join(",\n", rows));
        Files.writeString(out.resolve("auditor.json"), text);
        System.out.print(text);
    }

    private static String measure(TestLedger ledger) throws Exception {
        List<ByteString> blocks = ledger.bytes();
        int signatures = blocks.stream().mapToInt(AuditorBench::signatures).sum();
        double audit = Double.MAX_VALUE;
        double bare = Double.MAX_VALUE;
        AuditReport report = null;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            report = Audit.trusting(blocks.get(0)).verify(TestLedger.source(blocks));
            audit = Math.min(audit, seconds(start));
            start = System.nanoTime();
            verify(signatures);
            bare = Math.min(bare, seconds(start));
        }
        return String.format(
                Locale.ROOT,
                "  {\"transactions\": %d, \"signatures\": %d, \"auditSeconds\": %.3f, \"bareSeconds\": %.3f, \"ratio\": %.2f, \"valid\": %s}",
                report.transactions(),
                signatures,
                audit,
                bare,
                audit / bare,
                report.isValid());
    }

    /** Orderers', creators', endorsers' and meters'. */
    private static int signatures(ByteString bytes) {
        Block block = Block.parse(bytes);
        int count = block.seal().signatures().size();
        for (ByteString envelope : block.envelopes()) {
            var content = SignedEnvelope.parse(envelope).content();
            count++;
            if (content.readChannelHeader().isEndorserTransaction()) {
                EndorsedAction action = content.transaction().actions().get(0).endorsedAction();
                count += action.endorsements().size() + readings(action.input());
            }
        }
        return count;
    }

    private static int readings(ChaincodeInput input) {
        return input.function().equals("submitReadings")
                ? input.arguments().get(1).toStringUtf8().split("\"meterId\"", -1).length - 1
                : 0;
    }

    private static void verify(int signatures) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", Certificates.PROVIDER);
        generator.initialize(256);
        KeyPair keys = generator.generateKeyPair();
        byte[] message = new byte[1_000];
        Signature signer = Signature.getInstance("SHA256withECDSA", Certificates.PROVIDER);
        signer.initSign(keys.getPrivate());
        signer.update(message);
        byte[] signature = signer.sign();
        long wrong = IntStream.range(0, signatures)
                .parallel()
                .filter(i -> !fits(keys, message, signature))
                .count();
        if (wrong > 0) {
            throw new IllegalStateException(wrong + " signatures do not fit");
        }
    }

    private static boolean fits(KeyPair keys, byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("SHA256withECDSA", Certificates.PROVIDER);
            verifier.initVerify(keys.getPublic());
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
