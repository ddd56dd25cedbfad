package org.gridbourse.gateway;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import javax.sql.DataSource;
import org.gridbourse.fabric.ConnectionException;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.gateway.fabric.FabricConnection;
import org.gridbourse.gateway.fabric.MarketContract;
import org.gridbourse.gateway.fabric.MarketEvents;
import org.gridbourse.gateway.fabric.OfflineTransactions;
import org.gridbourse.gateway.fabric.TransactionResolver;
import org.gridbourse.gateway.fabric.Wallet;
import org.gridbourse.gateway.settings.AgentSettings;
import org.gridbourse.gateway.settings.AgentsFile;
import org.gridbourse.gateway.settings.GatewaySettings;
import org.gridbourse.gateway.settings.ListeningAddress;
import org.gridbourse.gateway.settings.StartupException;
import org.gridbourse.programs.PrivateFolder;
import org.gridbourse.programs.Waiting;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What every part of the instance stands on: the network, the identities, the database, the clock. */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {
    /** Every commit is in the file before it is confirmed, so that a killed process has forgotten nothing. */
    private static final String H2_OPTIONS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
            + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

    private static final int CONNECTIONS = 12;

    @Bean
    ConnectionFile connectionFile(
            GatewaySettings settings, @Value("${server.address}") InetAddress address, Environment environment) {
        ListeningAddress.require(address, settings.names(), environment);
        awaitNetwork(settings);
        return read(settings.connection());
    }

    /** A network that is being started again has no {@code connection.json} for a while; that is no reason to end. */
    private static void awaitNetwork(GatewaySettings settings) {
        if (!Files.isRegularFile(settings.connection())) {
            System.err.printf(
                    "gateway-app: waiting up to %d s for %s; is the network up?%n",
                    settings.deadlines().network().toSeconds(), settings.connection());
            Waiting.isTrueWithin(settings.deadlines().network(), () -> Files.isRegularFile(settings.connection()));
        }
    }

    @Bean
    ConnectionFile.Organisation organisation(ConnectionFile profile, GatewaySettings settings) {
        return home(profile, settings);
    }

    @Bean
    Wallet wallet(ConnectionFile.Organisation organisation, InstantSource clock, MeterRegistry meters) {
        Wallet wallet = Wallet.read(organisation.users(), organisation.mspId(), clock);
        Gauge.builder("gridbourse.certificate.days", () -> wallet.daysLeft(clock.instant()))
                .description("Whole days until the first certificate of the wallet ends")
                .register(meters);
        return wallet;
    }

    @Bean
    FabricConnection fabricConnection(ConnectionFile profile, GatewaySettings settings) {
        return new FabricConnection(
                profile,
                () -> home(read(settings.connection()), settings),
                settings.deadlines().calls());
    }

    @Bean
    MarketContract marketContract(FabricConnection connection, GatewaySettings settings, MeterRegistry meters) {
        return new MarketContract(
                connection,
                new TransactionResolver(connection, settings.deadlines().resolve()),
                meters,
                new SplittableRandom());
    }

    @Bean
    OfflineTransactions offlineTransactions(
            FabricConnection connection,
            MarketContract contract,
            ConnectionFile.Organisation organisation,
            Wallet wallet) {
        return new OfflineTransactions(connection, contract, organisation, wallet);
    }

    @Bean
    MarketEvents marketEvents(FabricConnection connection, Wallet wallet) {
        return new MarketEvents(connection, wallet.reader());
    }

    @Bean
    List<AgentSettings> agentSettings(GatewaySettings settings) {
        return settings.agentsFile()
                .map(file -> AgentsFile.read(file, settings.organisation()))
                .orElse(List.of());
    }

    private static ConnectionFile read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw StartupException.surroundings(
                    "%s is not there: start the network with network/up, or say where its connection.json is"
                            .formatted(file));
        }
        try {
            return ConnectionFile.read(file);
        } catch (ConnectionException problem) {
            throw StartupException.badInput(problem.getMessage());
        }
    }

    private static ConnectionFile.Organisation home(ConnectionFile profile, GatewaySettings settings) {
        try {
            return profile.organisation(settings.organisation());
        } catch (ConnectionException problem) {
            throw StartupException.badInput("%s: %s".formatted(settings.connection(), problem.getMessage()));
        }
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean(destroyMethod = "close")
    DataSource dataSource(GatewaySettings settings) {
        PrivateFolder.createWithContent(settings.data());
        HikariDataSource pool = new HikariDataSource();
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(1);
        GatewaySettings.Database database = settings.database();
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        if (database.url().isBlank()) {
            embedded(pool, settings);
        } else {
            pool.setJdbcUrl(database.url());
        }
        return pool;
    }

    private static void embedded(HikariDataSource pool, GatewaySettings settings) {
        Path file = settings.data().resolve("gateway");
        try {
            PrivateFolder.createFile(settings.data().resolve("gateway.mv.db"));
        } catch (IOException problem) {
            throw StartupException.surroundings("the database's file cannot be made: " + problem, problem);
        }
        String url = "jdbc:h2:file:" + file + H2_OPTIONS;
        String key = settings.database().cipherKey();
        if (key.isEmpty()) {
            pool.setJdbcUrl(url);
        } else {
            // H2 takes both in one: the file's key, a space, the user's password
            pool.setJdbcUrl(url + ";CIPHER=AES");
            pool.setPassword(key + " " + settings.database().password());
        }
    }
}
