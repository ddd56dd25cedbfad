package org.gridbourse.cli.node;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.gridbourse.cli.node.NodeSettings.Histories;
import org.gridbourse.cli.rest.AccessTokens;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.signing.KeyFile;
import org.gridbourse.cli.signing.SignedTransactions;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.signature.MeterKey.Algorithm;
import org.gridbourse.node.devices.CallbackDevices;
import org.gridbourse.node.devices.FileDevices;
import org.gridbourse.node.devices.MqttDevices;
import org.gridbourse.node.forecast.Calendar;
import org.gridbourse.node.forecast.ForecastSettings;
import org.gridbourse.node.forecast.HolidayFile;
import org.gridbourse.node.forecast.Kind;
import org.gridbourse.node.forecast.SunPath;
import org.gridbourse.node.forecast.WeatherFile;
import org.gridbourse.node.intake.IntakeDesk;
import org.gridbourse.node.intake.MeterDesk;
import org.gridbourse.node.intake.MqttConnection;
import org.gridbourse.node.intake.PeriodReadings;
import org.gridbourse.node.intake.StorageFeed;
import org.gridbourse.node.measured.SampledReadings;
import org.gridbourse.node.rule.HistoryForecasts;
import org.gridbourse.node.rule.HistoryForecasts.Measured;
import org.gridbourse.node.rule.SureOrders;
import org.gridbourse.node.simulation.MeterKeys;
import org.gridbourse.node.simulation.PlayedSeries;
import org.gridbourse.node.trading.DayForecasts;
import org.gridbourse.node.trading.DayPlanner;
import org.gridbourse.node.trading.Devices;
import org.gridbourse.node.trading.LearntForecasts;
import org.gridbourse.node.trading.Node;
import org.gridbourse.node.trading.NodeAgent;
import org.gridbourse.node.trading.NodeStep;
import org.gridbourse.node.trading.SignedReadings;
import org.gridbourse.programs.SurroundingsException;

/** Puts a node together from its settings. */
final class HomeNodes {
    private static final long SEED = 42;

    private final NodeSettings settings;
    private final Clock clock;
    private final Consumer<String> told;

    /** @param told hears each line that the node has to say */
    HomeNodes(NodeSettings settings, Clock clock, Consumer<String> told) {
        this.settings = settings;
        this.clock = clock;
        this.told = told;
    }

    HomeNode create() {
        NodeSettings.Connection connection = settings.connection();
        String participantId = connection.participantId();
        Path data = settings.data();
        GatewayClient gateway = GatewayClient.trusting(
                connection.gateway(),
                AccessTokens.find(connection.token().orElse(null), connection.gateway()),
                connection.trusted());
        KeyFile key = KeyFile.open(settings.key());
        key.certificate();
        RestLedger ledger = new RestLedger(
                gateway, new SignedTransactions(gateway, key, participantId), data.resolve("ledger.json"), clock);
        RestRule rule = new RestRule(gateway, participantId, data.resolve("rule.json"));
        FileJournal journal = new FileJournal(participantId, data, told);
        StorageFeed storages = new StorageFeed(settings.home().storages(), clock);
        MeterDesk desk = new MeterDesk(
                new IntakeDesk(settings.mappings(), settings.zone()),
                new FileSamples(data, clock.instant()),
                clock::instant);
        Optional<MqttConnection> broker = broker(desk, storages);
        Map<Kind, LearntHistory> histories = histories();
        Node node = new Node(
                participantId,
                ledger::sessions,
                new DayPlanner(settings.site(), SEED),
                () -> new SureOrders(rule.rule(), settings.zone()),
                () -> true,
                (session, step) ->
                        step != NodeStep.DELIVER || settings.meterId().isPresent());
        Node.Ports ports = new Node.Ports(
                forecasts(histories),
                meter(desk, ledger),
                ledger,
                journal,
                storages,
                devices(participantId, broker),
                clock);
        HomeNode.House house = new HomeNode.House(desk, histories, () -> listen(broker, desk, storages));
        return new HomeNode(ledger, rule, journal, new NodeAgent(node, ports), house, told, clock);
    }

    private Optional<MqttConnection> broker(MeterDesk desk, StorageFeed storages) {
        return settings.home().broker().map(broker -> {
            MqttConnection connection = new MqttConnection(
                    new MqttConnection.Broker(
                            broker.host(),
                            broker.port(),
                            "gridbourse-node-" + UUID.randomUUID(),
                            broker.user()
                                    .map(user -> new MqttConnection.Login(
                                            user,
                                            broker.password()
                                                    .map(AccessTokens::read)
                                                    .orElse("")))),
                    message -> {
                        desk.take(List.of(message)).stream()
                                .filter(receipt -> !receipt.verdict().counts())
                                .forEach(receipt -> told.accept("meter %s at %s: %s"
                                        .formatted(
                                                receipt.meterId(),
                                                receipt.at()
                                                        .map(Object::toString)
                                                        .orElse("no time"),
                                                receipt.verdict())));
                        storages.take(message);
                    });
            connection.connect().exceptionally(away -> {
                told.accept("the broker at %s:%d does not answer yet: %s"
                        .formatted(broker.host(), broker.port(), away.getMessage()));
                return null;
            });
            return connection;
        });
    }

    private static void listen(Optional<MqttConnection> broker, MeterDesk desk, StorageFeed storages) {
        broker.filter(MqttConnection::isConnected).ifPresent(connection -> {
            connection.subscribe(desk.topics());
            connection.subscribe(storages.topics());
        });
    }

    private SignedReadings meter(MeterDesk desk, RestLedger ledger) {
        String meterId = settings.meterId().orElse("");
        MeterKeys keys = new MeterKeys(settings.data().resolve("meters"));
        return new SampledReadings(
                meterId,
                desk,
                reading -> PeriodReadings.signed(
                        reading,
                        MeterKeys.sign(
                                keys.of(meterId, Algorithm.ED25519),
                                Algorithm.ED25519,
                                CanonicalBytes.reading(ledger.channel(), reading))));
    }

    private Devices devices(String participantId, Optional<MqttConnection> broker) {
        List<Devices> all = new ArrayList<>();
        broker.filter(each -> settings.home().setpointsOnBroker())
                .ifPresent(connection -> all.add(new MqttDevices(connection, participantId)));
        settings.home().setpointFile().ifPresent(file -> all.add(new FileDevices(file)));
        settings.home().callback().ifPresent(address -> all.add(new CallbackDevices(address)));
        return setpoints -> all.forEach(devices -> devices.tell(setpoints));
    }

    private Map<Kind, LearntHistory> histories() {
        LocalDate today = clock.instant().atZone(settings.zone()).toLocalDate();
        Map<Kind, LearntHistory> histories = new EnumMap<>(Kind.class);
        settings.histories()
                .byKind()
                .forEach((kind, history) ->
                        histories.put(kind, LearntHistory.of(kind, history, settings.zone(), settings.data(), today)));
        return histories;
    }

    private DayForecasts forecasts(Map<Kind, LearntHistory> histories) {
        return settings.played()
                .map(played -> PlayedSeries.read(played.file(), played.sources(), settings.zone())
                        .forecasts())
                .orElseGet(() -> new LearntForecasts(new HistoryForecasts(
                        measured(histories, Kind.LOAD),
                        measured(histories, Kind.PV),
                        measured(histories, Kind.WIND),
                        settings.zone())));
    }

    private Optional<Measured> measured(Map<Kind, LearntHistory> histories, Kind kind) {
        return Optional.ofNullable(histories.get(kind))
                .map(history -> new Measured(history.grid(), forecastSettings(kind)));
    }

    private ForecastSettings forecastSettings(Kind kind) {
        Histories known = settings.histories();
        ZoneId zone = settings.zone();
        return new ForecastSettings(
                kind,
                known.gate(),
                known.holidays().map(HolidayFile::read).orElseGet(Calendar::withoutHolidays),
                known.place().map(place -> SunPath.at(place.latitude(), place.longitude(), zone)),
                known.weather().map(file -> WeatherFile.read(file, Optional.of(zone))),
                Optional.of(zone));
    }

    /** The public half of the key with which the node signs for its meter; made at the first time. */
    static String publicKey(NodeSettings settings) {
        String meterId = settings.meterId()
                .orElseThrow(() -> new SurroundingsException("node.yaml names no meter for which the node signs"));
        return Base64.getEncoder()
                .encodeToString(new MeterKeys(settings.data().resolve("meters"))
                        .of(meterId, Algorithm.ED25519)
                        .getPublic()
                        .getEncoded());
    }
}
