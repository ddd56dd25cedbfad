package org.gridbourse.gateway.settings;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.gridbourse.node.intake.MqttConnection;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings below {@code gridbourse}, given as arguments, environment variables or in a file.
 *
 * @param organisation the organisation this instance serves, as named in {@code connection.json}
 * @param connection the network's {@code connection.json}
 * @param data folder of this instance alone: database file, meter keys, {@code instance.json}
 * @param agents the agents' file; empty: this instance serves no node
 * @param market folder with a {@code market.yaml}; empty: no calendar
 * @param meters folder of the simulated meters' keys; empty: {@code meters} in the data folder
 * @param authority folder with the certificate and key of the organisation's authority, which certifies people's own
 *     keys; empty: {@code ca} beside the network's folder of users
 * @param names under which others than its own machine call this instance, as in its TLS certificate
 * @param provider at which people may log in beside their passwords
 * @param intake where meters report
 * @param outbox whether ledger events are laid down for other systems
 * @param kafka where they are carried to
 * @param database where the projection lives; empty url: an H2 file in the data folder
 * @param deadlines how long each step of a transaction may take
 */
@ConfigurationProperties("gridbourse")
public record GatewaySettings(
        String organisation,
        Path connection,
        Path data,
        @DefaultValue("") String agents,
        @DefaultValue("") String market,
        @DefaultValue("") String meters,
        @DefaultValue("") String authority,
        @DefaultValue List<String> names,
        @DefaultValue ProviderSettings provider,
        @DefaultValue Intake intake,
        @DefaultValue("false") boolean outbox,
        @DefaultValue Kafka kafka,
        @DefaultValue Database database,
        @DefaultValue Deadlines deadlines) {

    public GatewaySettings {
        require(organisation, "organisation", "Grid, North or South");
        require(connection, "connection", "the connection.json that network/up wrote");
        require(data, "data", "a folder of this instance alone");
        connection = connection.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
        names = List.copyOf(names);
        if (!kafka.servers().isBlank() && !outbox) {
            throw StartupException.badInput("--gridbourse.kafka.servers needs --gridbourse.outbox=true");
        }
    }

    /** The agents' file, if this instance serves nodes. */
    public Optional<Path> agentsFile() {
        return agents.isBlank()
                ? Optional.empty()
                : Optional.of(Path.of(agents).toAbsolutePath().normalize());
    }

    /** The folder of the market's calendar, if this instance has one. */
    public Optional<Path> marketFolder() {
        return market.isBlank()
                ? Optional.empty()
                : Optional.of(Path.of(market).toAbsolutePath().normalize());
    }

    /** Where the keys of the simulated meters are; instances that may take over from each other share it. */
    public Path metersFolder() {
        return meters.isBlank()
                ? data.resolve("meters")
                : Path.of(meters).toAbsolutePath().normalize();
    }

    /**
     * Where the organisation's authority is.
     *
     * @param users the network's folder of the organisation's users
     */
    public Path authorityFolder(Path users) {
        return authority.isBlank()
                ? users.resolveSibling("ca")
                : Path.of(authority).toAbsolutePath().normalize();
    }

    private static void require(Object value, String name, String meaning) {
        if (value == null || value.toString().isBlank()) {
            throw StartupException.badInput("--gridbourse.%s is missing: %s".formatted(name, meaning));
        }
    }

    /**
     * Where meters report beside HTTP.
     *
     * @param mqtt the broker, such as {@code mqtt://localhost:1883}; empty: none
     * @param passwordFile a file whose first line is the broker's password
     * @param mapping {@code meters.yaml}, for meters that publish in formats of their own; empty: none
     * @param timeZone of times in payloads that have no offset
     */
    public record Intake(
            @DefaultValue("") String mqtt,
            @DefaultValue("") String user,
            @DefaultValue("") String password,
            @DefaultValue("") String passwordFile,
            @DefaultValue("") String mapping,
            @DefaultValue("UTC") String timeZone) {

        private static final int STANDARD_PORT = 1883;

        public Intake {
            password = Secrets.of(password, passwordFile, "gridbourse.intake.password");
            passwordFile = "";
        }

        /**
         * The broker, if one is named.
         *
         * @param clientId of this connection, unique at the broker
         */
        public Optional<MqttConnection.Broker> broker(String clientId) {
            if (mqtt.isBlank()) {
                return Optional.empty();
            }
            URI address = URI.create(mqtt);
            if (!"mqtt".equals(address.getScheme()) || address.getHost() == null) {
                throw StartupException.badInput(
                        "--gridbourse.intake.mqtt must be such as mqtt://localhost:1883, is " + mqtt);
            }
            return Optional.of(new MqttConnection.Broker(
                    address.getHost(),
                    address.getPort() < 0 ? STANDARD_PORT : address.getPort(),
                    clientId,
                    user.isBlank() ? Optional.empty() : Optional.of(new MqttConnection.Login(user, password))));
        }

        /** The file of mappings, if there is one. */
        public Optional<Path> mappingFile() {
            return mapping.isBlank()
                    ? Optional.empty()
                    : Optional.of(Path.of(mapping).toAbsolutePath().normalize());
        }

        /** Never the password. */
        @Override
        public String toString() {
            return mqtt;
        }
    }

    /**
     * Brokers of Kafka to which ledger events are carried.
     *
     * @param servers such as {@code broker-1:9092,broker-2:9092}; empty: none
     * @param topic where the events go
     * @param settingsFile further settings of Kafka's clients, such as those of TLS and login; empty: none
     */
    public record Kafka(
            @DefaultValue("") String servers,
            @DefaultValue("gridbourse.events") String topic,
            @DefaultValue("") String settingsFile) {

        /** What the file says, by Kafka's own names. */
        public Map<String, String> clientSettings() {
            Properties content = new Properties();
            if (!settingsFile.isBlank()) {
                try (Reader reader = Files.newBufferedReader(Path.of(settingsFile))) {
                    content.load(reader);
                } catch (IOException | IllegalArgumentException problem) {
                    throw StartupException.badInput(
                            "--gridbourse.kafka.settings-file cannot be read: " + problem.getMessage());
                }
            }
            return content.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, content::getProperty));
        }
    }

    /**
     * A JDBC url with its user; without url the embedded database is taken.
     *
     * @param passwordFile a file whose first line is the password
     * @param cipherKey the key by which the embedded database's file is encrypted; empty: it is not
     * @param cipherKeyFile a file whose first line is that key
     */
    public record Database(
            @DefaultValue("") String url,
            @DefaultValue("gridbourse") String user,
            @DefaultValue("") String password,
            @DefaultValue("") String passwordFile,
            @DefaultValue("") String cipherKey,
            @DefaultValue("") String cipherKeyFile) {

        public Database {
            password = Secrets.of(password, passwordFile, "gridbourse.database.password");
            passwordFile = "";
            cipherKey = Secrets.of(cipherKey, cipherKeyFile, "gridbourse.database.cipher-key");
            cipherKeyFile = "";
            if (cipherKey.contains(" ")) {
                throw StartupException.badInput("gridbourse.database.cipher-key must have no spaces");
            }
            if (!cipherKey.isEmpty() && !url.isBlank()) {
                throw StartupException.badInput(
                        "gridbourse.database.cipher-key is for the embedded database alone; of another one the server encrypts the disk");
            }
        }

        /** Never the password. */
        @Override
        public String toString() {
            return url;
        }
    }

    /**
     * Deadlines of the four calls of Fabric's gateway service, and of finding out what became of a transaction.
     *
     * @param network how long a start waits for the network's {@code connection.json}
     */
    public record Deadlines(
            @DefaultValue("10s") Duration evaluate,
            @DefaultValue("30s") Duration endorse,
            @DefaultValue("10s") Duration submit,
            @DefaultValue("30s") Duration commit,
            @DefaultValue("20s") Duration resolve,
            @DefaultValue("60s") Duration network) {
        /** Those of the four calls. */
        public org.gridbourse.fabric.Deadlines calls() {
            return new org.gridbourse.fabric.Deadlines(evaluate, endorse, submit, commit);
        }
    }
}
