package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.market.ledger.TestMarket.buy;
import static org.gridbourse.market.ledger.TestMarket.schedule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.CanonicalBytes.Binding;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.signature.JcaSignatureVerifier;
import org.gridbourse.market.signature.MeterKey;
import org.gridbourse.market.signature.SignatureVerifier;
import org.junit.jupiter.api.Test;

/** The vectors of docs/formats.md. */
class CanonicalBytesTest {
    private static final String SALT = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private static final Binding BINDING = new Binding("energy", "s-1", "north-1", 1);

    private static final OrderSchedule SCHEDULE = schedule(
            new PeriodOrder(0, Side.SELL, List.of(OrderStep.of(600, 660_000), OrderStep.of(400, 700_000))),
            buy(7, 1_000, 800_000));

    private static final MeterReading READING = new MeterReading(
            "m-1",
            "s-1",
            7,
            TestMarket.START.plusSeconds(3_600L * (7 + 1)),
            1,
            new Registers(new Energy(123_456), new Energy(789)),
            42,
            Quality.MEASURED,
            "");

    private final String page = page();

    private static String page() {
        try {
            return Files.readString(Path.of(System.getProperty("gridbourse.root"), "docs", "formats.md"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void a_schedule_has_the_bytes_and_the_hash_of_the_documentation() {
        assertThat(page)
                .contains(new String(CanonicalBytes.orders(BINDING, SALT, SCHEDULE), StandardCharsets.UTF_8))
                .contains("sha256: " + CanonicalBytes.ordersHash(BINDING, SALT, SCHEDULE))
                .contains("`" + CanonicalBytes.ordersHash(BINDING, SALT, schedule()) + "`");
    }

    @Test
    void a_reading_has_the_bytes_and_the_signature_of_the_documentation() {
        byte[] message = CanonicalBytes.reading("energy", READING);
        String publicKey = value("public key: ");
        byte[] signature = Base64.getDecoder().decode(value("signature:  "));
        SignatureVerifier verifier = new JcaSignatureVerifier(Security.getProvider("SunEC"));
        MeterKey key = new MeterKey(MeterKey.Algorithm.ED25519, publicKey);

        assertThat(page).contains(new String(message, StandardCharsets.UTF_8));
        assertThat(verifier.verify(key, message, signature)).isTrue();
        message[5] ^= 1;
        assertThat(verifier.verify(key, message, signature)).isFalse();
        assertThat(verifier.verify(new MeterKey(MeterKey.Algorithm.ECDSA_P256, publicKey), message, signature))
                .isFalse();
    }

    private String value(String label) {
        int start = page.indexOf(label) + label.length();
        return page.substring(start, page.indexOf('\n', start));
    }

    @Test
    void every_part_of_a_commitment_is_under_its_hash() {
        Set<String> hashes = new TreeSet<>(List.of(
                CanonicalBytes.ordersHash(BINDING, SALT, SCHEDULE),
                CanonicalBytes.ordersHash(new Binding("other", "s-1", "north-1", 1), SALT, SCHEDULE),
                CanonicalBytes.ordersHash(new Binding("energy", "s-2", "north-1", 1), SALT, SCHEDULE),
                CanonicalBytes.ordersHash(new Binding("energy", "s-1", "north-2", 1), SALT, SCHEDULE),
                CanonicalBytes.ordersHash(new Binding("energy", "s-1", "north-1", 2), SALT, SCHEDULE),
                CanonicalBytes.ordersHash(BINDING, SALT.replace('f', 'e'), SCHEDULE),
                CanonicalBytes.ordersHash(BINDING, SALT, schedule(buy(7, 1_000, 800_000)))));

        assertThat(hashes).hasSize(7);
    }
}
