package org.gridbourse.cli.node;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.node.forecast.Kind;
import org.gridbourse.node.intake.MeterMapping;
import org.gridbourse.node.intake.StorageFeed;
import org.gridbourse.node.measured.MeasuredSeries;
import org.gridbourse.node.simulation.PlayedSeries;
import org.gridbourse.optimizer.Site;

/**
 * What {@code node.yaml} says.
 *
 * @param connection to the gateway-app
 * @param key file of the owner's key, with its certificate beside it
 * @param data folder for all that the node keeps
 * @param meterId the meter for which it signs; empty: somebody else does
 * @param mappings how meters' messages are read
 * @param played what a site of a playground plays; empty: it is a real one
 */
record NodeSettings(
        Connection connection,
        Path key,
        Site site,
        ZoneId zone,
        Path data,
        Optional<String> meterId,
        List<MeterMapping> mappings,
        Histories histories,
        Optional<Played> played,
        Home home) {

    /** @param trusted certificates in PEM form, for an address whose certificate no public authority has issued */
    record Connection(URI gateway, String participantId, Optional<Path> token, Optional<Path> trusted, Duration look) {}

    /**
     * What is known of the site and how it grows.
     *
     * @param gate local time of the day before at which orders are made
     */
    record Histories(
            Map<Kind, History> byKind,
            LocalTime gate,
            Optional<Place> place,
            Optional<Path> weather,
            Optional<Path> holidays) {}

    /**
     * One thing of the site.
     *
     * @param file with what was measured before the node came; empty: nothing was
     * @param source from which meter it is learnt; empty: it does not grow
     */
    record History(Optional<File> file, Optional<MeasuredSeries.Source> source) {}

    /** A column of a file, times a power in kW. */
    record File(Path path, String column, double kw) {}

    /** Degrees north and east. */
    record Place(double latitude, double longitude) {}

    /** A file of whole days, and what the site takes of it. */
    record Played(Path file, PlayedSeries.Sources sources) {}

    /**
     * The house.
     *
     * @param broker on which meters and devices speak
     * @param setpointsOnBroker whether devices are told there
     */
    record Home(
            Optional<Broker> broker,
            List<StorageFeed.Source> storages,
            boolean setpointsOnBroker,
            Optional<Path> setpointFile,
            Optional<URI> callback) {}

    /** @param password file of it; empty: none is needed */
    record Broker(String host, int port, Optional<String> user, Optional<Path> password) {}
}
