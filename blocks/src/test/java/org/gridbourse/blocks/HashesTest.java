package org.gridbourse.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 30070201000400",
        "127, 300702017f0400",
        "128, 3008020200800400",
        "65536, 30090203010000" + "0400",
        "-1, 300f020900ffffffffffffffff0400",
    })
    void a_header_number_is_a_DER_integer_of_its_unsigned_value(long number, String prefix) {
        // an empty previous hash and an empty data hash; the length counts both
        String der = Hashes.hex(Hashes.headerDer(number, ByteString.EMPTY, ByteString.EMPTY));
        assertThat(der.substring(4)).isEqualTo(prefix.substring(4) + "0400");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0000", "1, 0, 010100", "255, 256, 01ff020100", "65536, 1, 030100000101"})
    void a_version_is_two_order_preserving_numbers(long block, long transaction, String hex) {
        assertThat(Hashes.hex(new Version(block, transaction).toBytes())).isEqualTo(hex);
    }

    @Test
    void keys_are_ordered_as_their_UTF_8_bytes_are() {
        // given random strings with characters on both sides of the surrogates, seed 7
        int[] characters = {'a', 'b', 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff};
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            String left = text(random, characters);
            String right = text(random, characters);
            int expected = Arrays.compareUnsigned(
                    left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
            assertThat(Integer.signum(KeyOrder.UTF8.compare(left, right)))
                    .as("%s ? %s", left, right)
                    .isEqualTo(Integer.signum(expected));
        }
    }

    @Test
    void a_key_named_twice_in_one_write_set_writes_nothing_as_in_Fabric() {
        KeyWrite once = new KeyWrite("k", false, ByteString.copyFromUtf8("v"));
        ReadWriteSet set = new ReadWriteSet(List.of(
                new NamespaceReadWrites("cc", List.of(), List.of(), List.of(once, once), List.of(), List.of())));
        StateUpdates updates = new StateUpdates();
        updates.apply(set, new Version(1, 0), key -> Optional.empty());
        assertThat(updates.asMap()).isEmpty();
        assertThat(updates.toBytes()).isEmpty();
    }

    private static String text(Random random, int[] characters) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        return text.toString();
    }
}
