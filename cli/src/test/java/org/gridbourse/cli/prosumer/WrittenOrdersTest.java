package org.gridbourse.cli.prosumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gridbourse.market.json.Json;
import org.gridbourse.optimizer.InputRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenOrdersTest {
    private static final String HEAD = "period,side,quantity_kwh,limit_price\n";

    @TempDir
    private Path folder;

    private WrittenOrders read(String text) throws IOException {
        return WrittenOrders.read(Files.writeString(folder.resolve("orders.csv"), text));
    }

    @Test
    void lines_of_a_period_become_its_steps_in_whole_Wh_and_exact_prices() throws IOException {
        assertThat(Json.write(read(HEAD + "1,SELL,0.5,0.45\n0,BUY,0.6,0.7\n0, BUY ,0.4,0.5\n")
                        .toJson()))
                .isEqualTo("[{\"period\":0,\"side\":\"BUY\",\"steps\":[{\"limitPrice\":\"0.7\",\"quantityWh\":600},"
                        + "{\"limitPrice\":\"0.5\",\"quantityWh\":400}]},"
                        + "{\"period\":1,\"side\":\"SELL\",\"steps\":[{\"limitPrice\":\"0.45\",\"quantityWh\":500}]}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0,BUY,0.6",
                "x,BUY,1,0.5",
                "0,buy,1,0.5",
                "0,BUY,0.0001,0.5",
                "0,BUY,1,cheap",
                "0,BUY,1,0.5\n0,SELL,1,0.6"
            })
    void what_is_no_order_is_refused_with_file_and_line(String wrong) {
        assertThatThrownBy(() -> read(HEAD + wrong + "\n"))
                .isInstanceOf(InputRefusedException.class)
                .hasMessageContaining("orders.csv");
    }
}
