package org.gridbourse.auditor.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EcdsaKeyTest {
    private static final Random RANDOM = new Random(7);

    private static KeyPair pair;
    private static EcdsaKey key;

    @BeforeAll
    static void a_key_that_has_signed_nine_times() throws Exception {
        pair = pair("secp256r1");
        for (int use = 1; use <= 8; use++) {
            assertThat(EcdsaKey.frequent(pair.getPublic())).isEmpty();
        }
        key = EcdsaKey.frequent(pair.getPublic()).orElseThrow();
    }

    @Test
    void says_yes_to_200_signatures_and_no_to_each_with_one_bit_of_message_or_number_turned() throws Exception {
        for (int round = 0; round < 200; round++) {
            byte[] message = new byte[RANDOM.nextInt(400)];
            RANDOM.nextBytes(message);
            ByteString signed = ByteString.copyFrom(message);
            EcdsaSignature numbers = sign(message);
            assertThat(key.signed(List.of(signed), numbers))
                    .as("round %d", round)
                    .isTrue();
            BigInteger turned = numbers.r().flipBit(RANDOM.nextInt(255));
            assertThat(key.signed(List.of(signed), new EcdsaSignature(turned, numbers.s())))
                    .as("round %d", round)
                    .isFalse();
            assertThat(key.signed(List.of(signed.concat(ByteString.copyFromUtf8("."))), numbers))
                    .as("round %d", round)
                    .isFalse();
        }
    }

    @Test
    void a_message_in_parts_is_the_message() throws Exception {
        byte[] message = {1, 2, 3, 4, 5};
        ByteString whole = ByteString.copyFrom(message);
        assertThat(key.signed(List.of(whole.substring(0, 2), whole.substring(2)), sign(message)))
                .isTrue();
    }

    @Test
    void numbers_of_zero_or_beyond_the_order_are_no_signature() throws Exception {
        byte[] message = {9};
        EcdsaSignature numbers = sign(message);
        BigInteger order = EcdsaSignature.P256_ORDER;
        for (EcdsaSignature wrong : List.of(
                new EcdsaSignature(BigInteger.ZERO, numbers.s()),
                new EcdsaSignature(numbers.r(), BigInteger.ZERO),
                new EcdsaSignature(numbers.r().add(order), numbers.s()),
                new EcdsaSignature(numbers.r(), numbers.s().add(order)),
                new EcdsaSignature(numbers.r().negate(), numbers.s()))) {
            assertThat(key.signed(List.of(ByteString.copyFrom(message)), wrong)).isFalse();
        }
    }

    @Test
    void another_ones_signature_and_loose_encoding_are_no_signature() throws Exception {
        byte[] message = {7, 7};
        ByteString signed = ByteString.copyFrom(message);
        Signature signer = Signature.getInstance("SHA256withECDSA", Certificates.PROVIDER);
        signer.initSign(pair.getPrivate());
        signer.update(message);
        ByteString der = ByteString.copyFrom(signer.sign());
        assertThat(key.signed(List.of(signed), der)).isTrue();
        assertThat(key.signed(List.of(signed), der.concat(ByteString.copyFrom(new byte[1]))))
                .isFalse();
        signer.initSign(pair("secp256r1").getPrivate());
        signer.update(message);
        assertThat(key.signed(List.of(signed), ByteString.copyFrom(signer.sign())))
                .isFalse();
    }

    @Test
    void keys_on_other_curves_are_left_to_the_provider() throws Exception {
        KeyPair other = pair("secp384r1");
        for (int use = 0; use < 20; use++) {
            assertThat(EcdsaKey.frequent(other.getPublic())).isEmpty();
        }
    }

    private static KeyPair pair(String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", Certificates.PROVIDER);
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static EcdsaSignature sign(byte[] message) throws Exception {
        Signature signer = Signature.getInstance("SHA256withECDSA", Certificates.PROVIDER);
        signer.initSign(pair.getPrivate());
        signer.update(message);
        return EcdsaSignature.parse(ByteString.copyFrom(signer.sign())).orElseThrow();
    }
}
