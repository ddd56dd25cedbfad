package org.gridbourse.market.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadAheadTest {

    @Test
    void a_thousand_records_in_order_are_one_range_and_no_single_question() {
        CountedState state = new CountedState(ids(1_000));
        ReadAhead ahead = new ReadAhead(state, "account/");
        ids(1_000).forEach(id -> assertThat(ahead.get("account/" + id)).isPresent());
        assertThat(state.gets).isZero();
        assertThat(state.scans).isOne();
    }

    @Test
    void two_that_lie_far_apart_are_asked_for_singly() {
        CountedState state = new CountedState(ids(1_000));
        ReadAhead ahead = new ReadAhead(state, "account/");
        assertThat(ahead.get("account/p-0000")).isPresent();
        assertThat(ahead.get("account/p-0900")).isPresent();
        assertThat(ahead.get("account/p-0901")).isPresent();
        assertThat(state.gets).isEqualTo(2);
        assertThat(state.rows).isLessThan(60);
    }

    /** A session lists "a-b" before "a", since its keys go on with a slash. */
    @Test
    void an_id_that_begins_another_one_is_found_after_it() {
        CountedState state = new CountedState(List.of("a", "a-b", "b"));
        ReadAhead ahead = new ReadAhead(state, "account/");
        for (String id : List.of("a-b", "a", "b")) {
            assertThat(ahead.get("account/" + id)).isPresent();
        }
    }

    @Test
    void what_is_not_there_is_not_found() {
        ReadAhead ahead = new ReadAhead(new CountedState(List.of("b", "d")), "account/");
        for (String id : List.of("z", "a", "b", "c", "d", "e")) {
            assertThat(ahead.get("account/" + id).isPresent())
                    .as(id)
                    .isEqualTo(List.of("b", "d").contains(id));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void in_whatever_order_each_key_has_the_answer_of_a_single_question(long seed) {
        Random random = new Random(seed);
        TreeSet<String> there = new TreeSet<>();
        for (int i = 0; i < 300; i++) {
            there.add(id(random));
        }
        CountedState state = new CountedState(there);
        TreeSet<String> asked = new TreeSet<>();
        for (int i = 0; i < 200; i++) {
            asked.add(id(random));
        }
        List<String> order = new ArrayList<>(asked);
        if (seed % 2 == 0) {
            Collections.shuffle(order, random);
        }
        ReadAhead ahead = new ReadAhead(state, "account/");
        for (String id : order) {
            assertThat(ahead.get("account/" + id).map(ReadAheadTest::text))
                    .as("seed %s, %s", seed, id)
                    .isEqualTo(Optional.of(id).filter(there::contains));
        }
    }

    private static String id(Random random) {
        StringBuilder id = new StringBuilder("p");
        for (int i = random.nextInt(5); i >= 0; i--) {
            id.append("-01ab".charAt(random.nextInt(5)));
        }
        return id.toString();
    }

    private static List<String> ids(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add("p-%04d".formatted(i));
        }
        return ids;
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    /** Accounts whose values are their ids, and other records around them; counts what it is asked. */
    private static final class CountedState implements WorldState {
        private final InMemoryWorldState state = new InMemoryWorldState();
        private int gets;
        private int scans;
        private int rows;

        CountedState(Iterable<String> ids) {
            SortedMap<String, byte[]> values = new TreeMap<>();
            values.put("abacus/x", new byte[] {'x'});
            values.put("bill/x", new byte[] {'x'});
            ids.forEach(id -> values.put("account/" + id, id.getBytes(StandardCharsets.UTF_8)));
            state.apply(values);
        }

        @Override
        public Optional<byte[]> get(String key) {
            gets++;
            return state.get(key);
        }

        @Override
        public Iterable<StateEntry> scan(String startInclusive, String endExclusive) {
            scans++;
            List<StateEntry> entries = new ArrayList<>();
            state.scan(startInclusive, endExclusive).forEach(entries::add);
            return () -> entries.stream().peek(entry -> rows++).iterator();
        }
    }
}
