package org.gridbourse.node.meter;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.gridbourse.optimizer.InputRefusedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FuzzTest {
    private static final int RUNS = 400;
    private static final String SPICES = "0123456789,;.\"\n-+eE:TZ<>/& \t|NaVS\u00e4";

    @ParameterizedTest
    @ValueSource(strings = {"two-streams.nem12.csv", "two-ways.espi.xml", "registers-german.csv"})
    void whatever_happens_to_a_file_it_is_read_or_refused(String name) throws IOException {
        byte[] whole;
        try (InputStream bytes = getClass().getResourceAsStream("/meter/" + name)) {
            whole = bytes.readAllBytes();
        }
        for (int seed = 0; seed < RUNS; seed++) {
            byte[] damaged = damaged(whole, new SplittableRandom(seed));
            assertThatCode(() -> readOrRefuse(damaged)).as("seed %d", seed).doesNotThrowAnyException();
        }
    }

    private static void readOrRefuse(byte[] bytes) {
        for (MeterFile.Format format : MeterFile.Format.values()) {
            try {
                MeterFile.read("fuzzed", bytes, format, ReadOptions.defaults());
            } catch (InputRefusedException refused) {
                // that is an answer
            }
        }
    }

    private static byte[] damaged(byte[] whole, SplittableRandom random) {
        byte[] bytes = whole.clone();
        for (int i = random.nextInt(1, 12); i > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) SPICES.charAt(random.nextInt(SPICES.length()));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                default -> {
                    int length = random.nextInt(1, 1 + Math.min(60, bytes.length - at));
                    int to = random.nextInt(bytes.length - length + 1);
                    System.arraycopy(bytes, at, bytes, to, length);
                }
            }
        }
        return bytes;
    }
}
