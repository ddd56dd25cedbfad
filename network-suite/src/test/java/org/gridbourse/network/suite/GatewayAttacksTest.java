package org.gridbourse.network.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.network.suite.SessionScript.UNIT;
import static org.gridbourse.network.suite.SessionScript.tariff;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.record.Phase;
import org.gridbourse.network.NetworkKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The attacks on metering and pledges (rulebook, section 10) as whole sessions over the Fabric Gateway, one after the other
 * on one ledger of each network: R 0.83, F 0.30, G 0.01 where nothing else is said.
 */
class GatewayAttacksTest {
    private static final JsonObject USUAL = tariff(830_000, 300_000, 10_000);

    private NetworkUnderTest network;
    private SessionScript script;

    static Stream<NetworkKind> networks() {
        return SelectedNetworks.kinds().stream();
    }

    @AfterEach
    void close() {
        script.close();
        network.close();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void metering_and_pledges_hold(NetworkKind kind) throws Exception {
        network = kind == NetworkKind.EMBEDDED
                ? new EmbeddedUnderTest(ChaincodeUnderTest.MARKET)
                : new FabricUnderTest(ChaincodeUnderTest.MARKET);
        script = new SessionScript(network);
        m1();
        m2();
        n1();
        o1();
        d1();
        if (kind == NetworkKind.FABRIC) {
            RecordedBlocks.keepIfWanted(network);
        }
    }

    private static OrderSchedule sell(long wh, long price, int... periods) {
        return orders(Side.SELL, wh, price, periods);
    }

    private static OrderSchedule buy(long wh, long price, int... periods) {
        return orders(Side.BUY, wh, price, periods);
    }

    private static OrderSchedule orders(Side side, long wh, long price, int... periods) {
        return OrderSchedule.of(Arrays.stream(periods)
                .mapToObj(period -> new PeriodOrder(period, side, List.of(OrderStep.of(wh, price))))
                .toList());
    }

    /** 1 kWh an hour bought at 0.50, 10 kWh an hour used and never read; then an honest start of the next session. */
    private void m1() throws Exception {
        script.participant("north-1");
        script.participant("south-1");
        script.hours("m1", USUAL, USUAL);
        script.hours("m1-next", USUAL, USUAL);
        script.quote("m1", Map.of("north-1", buy(1_000, 500_000, 0, 1), "south-1", sell(1_000, 500_000, 0, 1)));
        script.prepay("m1", "north-1", "south-1");
        script.advance("m1", Phase.PREPAYMENT);
        script.read("m1", "south-1", 0, 1, 0, 1_000);
        script.read("m1", "south-1", 1, 1, 0, 1_000);
        script.advance("m1", Phase.DELIVERY);
        script.quote("m1-next", Map.of());
        script.advance("m1-next", Phase.PREPAYMENT);
        script.read("m1-next", "north-1", -1, 1, 20_000, 0);
        script.advance("m1", Phase.SETTLED);
        script.advance("m1-next", Phase.DELIVERY, Phase.SETTLED);

        // 20 x 0.83 and 2 x (0.50 - 0.30), where 1.02 were billed
        assertThat(script.gained("north-1")).as("M1").isEqualTo(-17 * UNIT);
    }

    /** 15 kWh in three hours at 1.20, 1 Wh bought in a fourth at 0.31; only the last reading is sent. */
    private void m2() throws Exception {
        script.participant("north-2");
        script.participant("south-2");
        JsonObject dear = tariff(1_200_000, 300_000, 10_000);
        script.hours("m2", dear, dear, dear, tariff(310_000, 300_000, 0));
        script.quote("m2", Map.of("north-2", buy(1, 310_000, 3), "south-2", sell(1, 310_000, 3)));
        script.prepay("m2", "north-2", "south-2");
        script.advance("m2", Phase.PREPAYMENT);
        script.read("m2", "north-2", 3, 1, 15_001, 0);
        script.read("m2", "south-2", 3, 1, 0, 1);
        script.advance("m2", Phase.DELIVERY, Phase.SETTLED);

        // 15.001 x 1.20 and the Wh that was not taken, where 4.65 were billed
        assertThat(script.gained("north-2")).as("M2").isEqualTo(-15_001L * 1_200_000 - 310_000 + 300_000);
    }

    /** Feed-in at -0.50: 10 kWh sold at 0 to a straw that takes nothing, and is silent. */
    private void n1() throws Exception {
        script.participant("north-3");
        script.participant("south-3");
        script.hours("n1", tariff(300_000, -500_000, 0));
        script.quote("n1", Map.of("north-3", sell(10_000, 0, 0), "south-3", buy(10_000, 0, 0)));
        script.prepay("n1", "north-3", "south-3");
        script.advance("n1", Phase.PREPAYMENT);
        script.read("n1", "north-3", 0, 1, 0, 10_000);
        script.advance("n1", Phase.DELIVERY, Phase.SETTLED);

        assertThat(script.gained("south-3")).as("N1").isEqualTo(-5 * UNIT);
        assertThat(script.gained("north-3")).as("N1, who delivered").isZero();
    }

    /** A second meter is registered when 10 kWh are settled, then the first one corrects by 10 Wh. */
    private void o1() throws Exception {
        script.participant("grid-1");
        script.participant("grid-2");
        script.hours("o1", USUAL);
        script.quote("o1", Map.of("grid-1", sell(10_000, 500_000, 0), "grid-2", buy(10_000, 500_000, 0)));
        script.prepay("o1", "grid-1", "grid-2");
        script.advance("o1", Phase.PREPAYMENT);
        script.read("o1", "grid-1", 0, 1, 0, 10_000);
        script.read("o1", "grid-2", 0, 1, 10_000, 0);
        script.advance("o1", Phase.DELIVERY);
        script.furtherMeter("grid-1", "m-grid-1-b");
        script.read("o1", "grid-1", 0, 2, 0, 10);
        script.advance("o1", Phase.SETTLED);

        // 5.00 and 10 Wh at feed-in, where the session was estimated at nothing delivered
        assertThat(script.gained("grid-1")).as("O1").isEqualTo(5 * UNIT + 3_000_000);
    }

    /** A phantom seller at the cap whose buyer does not prepay. */
    private void d1() throws Exception {
        script.participant("grid-3");
        script.hours("d1", USUAL);
        long ghostBefore = script.gained("grid-2");
        long fundBefore = script.fund().nano();
        script.quote("d1", Map.of("grid-2", sell(10_000, 820_000, 0), "grid-3", buy(10_000, 820_000, 0)));
        script.prepay("d1", "grid-2");
        script.advance("d1", Phase.PREPAYMENT);
        script.read("d1", "grid-2", 0, 1, 0, 0);
        script.read("d1", "grid-3", 0, 1, 0, 0);
        script.advance("d1", Phase.DELIVERY, Phase.SETTLED);

        // the bond of 5.20 goes to the fund
        assertThat(script.gained("grid-2") - ghostBefore).as("D1").isZero();
        assertThat(script.gained("grid-3")).as("D1, who broke its word").isEqualTo(-5_200_000_000L);
        assertThat(script.fund().nano() - fundBefore).isEqualTo(5_200_000_000L);
    }
}
