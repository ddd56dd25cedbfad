package org.gridbourse.gateway.intake;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import org.gridbourse.gateway.fabric.FabricConnection;
import org.gridbourse.gateway.fabric.MarketContract;
import org.gridbourse.gateway.fabric.Wallet;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.settings.GatewaySettings;
import org.gridbourse.gateway.settings.StartupException;
import org.gridbourse.market.record.ClockRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SpanRecord;
import org.gridbourse.node.intake.IntakeDesk;
import org.gridbourse.node.intake.MappingFile;
import org.gridbourse.node.intake.MeterDesk;
import org.gridbourse.node.intake.MeterMapping;
import org.gridbourse.node.simulation.MeterKeys;
import org.gridbourse.optimizer.InputRefusedException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where meters report: by HTTP always, by a broker where one is named. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    @Bean
    NodeMeters nodeMeters(GatewaySettings settings, LedgerView view, FabricConnection connection) {
        return new NodeMeters(
                new MeterKeys(settings.metersFolder()),
                view,
                connection.profile().channel());
    }

    @Bean
    MeterDesk meterDesk(GatewaySettings settings, LedgerView view, JdbcTemplate database, InstantSource clock) {
        ZoneId zone = ZoneId.of(settings.intake().timeZone());
        return new MeterDesk(
                new IntakeDesk(mappings(settings), zone), new DatabaseSamples(database), () -> now(view, clock));
    }

    private static List<MeterMapping> mappings(GatewaySettings settings) {
        try {
            return settings.intake().mappingFile().map(MappingFile::read).orElse(List.of());
        } catch (InputRefusedException problem) {
            throw StartupException.badInput(problem.getMessage());
        }
    }

    /** On a simulated ledger the end of what was announced last, on a real one the time of the clock. */
    private static Instant now(LedgerView view, InstantSource clock) {
        boolean simulated = view.find(Keys.clock(), RecordType.CLOCK)
                .filter(ClockRecord::simulated)
                .isPresent();
        return simulated
                ? view.all(RecordType.SPAN).stream()
                        .map(SpanRecord::end)
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH)
                : clock.instant();
    }

    @Bean
    @Lazy(false)
    NodeReadings nodeReadings(
            NodeMeters meters,
            MeterDesk desk,
            LedgerView view,
            JdbcClient database,
            MarketContract contract,
            Wallet wallet) {
        return new NodeReadings(
                meters,
                desk,
                view,
                new ReadingJournal(database),
                new NodeReadings.Sender(contract, wallet.meter().orElseGet(wallet::reader)));
    }

    @Bean
    @Lazy(false)
    @ConditionalOnProperty("gridbourse.intake.mqtt")
    MqttListening mqttListening(GatewaySettings settings, MeterDesk desk, NodeReadings readings) {
        return new MqttListening(
                settings.intake()
                        .broker("gridbourse-" + settings.organisation())
                        .orElseThrow(),
                desk,
                readings);
    }
}
