package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.state.WorldState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However small the steps of a change of phase are, what a session leaves behind is the same. */
class StepSizesTest {
    private static final String S = "s-1";

    /** One item: the step that writes a period's clearing has nothing left for its fills, and must not forget them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void a_session_in_steps_of_1_2_3_or_7_items_ends_as_in_one(int maxItems) {
        assertThat(play(maxItems)).isEqualTo(play(5_000));
    }

    /** Two periods; a buyer does not reveal, a seller does not prepay, one is not read. */
    private static SortedMap<String, String> play(int maxItems) {
        TestMarket market = new TestMarket();
        for (String id : List.of("a", "a-b", "b", "c", "d", "silent")) {
            market.participant(id, 5_000, 20);
        }
        OrderSchedule offer = TestMarket.schedule(TestMarket.sell(0, 900, 660_000), TestMarket.sell(1, 700, 700_000));
        OrderSchedule bid = TestMarket.schedule(TestMarket.buy(0, 1_000, 800_000), TestMarket.buy(1, 600, 710_000));
        market.announce(S, 2).advance(S, Phase.ANNOUNCED, maxItems);
        for (String seller : List.of("a", "a-b", "d")) {
            market.commit(S, seller, 1_000, offer);
        }
        for (String buyer : List.of("b", "c", "silent")) {
            market.commit(S, buyer, 1_000, bid);
        }
        market.advance(S, Phase.QUOTATION, maxItems);
        for (String seller : List.of("a", "a-b", "d")) {
            market.reveal(S, seller, offer);
        }
        market.reveal(S, "b", bid).reveal(S, "c", bid);
        market.advance(S, Phase.REVEAL, maxItems).advance(S, Phase.CLEARED, maxItems);
        for (String honest : List.of("a", "a-b", "b", "c")) {
            market.prepay(S, honest);
        }
        market.advance(S, Phase.PREPAYMENT, maxItems);
        for (int period = 0; period < 2; period++) {
            market.read(S, "a", period, 0, 600).read(S, "b", period, 900, 0).read(S, "c", period, 500, 20);
        }
        market.advance(S, Phase.DELIVERY, maxItems).advance(S, Phase.SETTLED, maxItems);
        // each play has meters with keys of their own, and steps of its own
        return recordsWithout(market.state, List.of("meter", "phase", "progress", "reading"));
    }

    private static SortedMap<String, String> recordsWithout(WorldState state, List<String> types) {
        SortedMap<String, String> records = new TreeMap<>();
        for (StateEntry entry : state.scan("a", "~")) {
            if (!types.contains(Keys.typeOf(entry.key()))) {
                records.put(entry.key(), new String(entry.value(), StandardCharsets.UTF_8));
            }
        }
        return records;
    }
}
