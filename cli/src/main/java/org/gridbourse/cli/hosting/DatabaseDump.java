package org.gridbourse.cli.hosting;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gridbourse.calendar.Market;
import org.gridbourse.programs.SurroundingsException;

/** The databases of a market that keeps them in PostgreSQL, by {@code pg_dump} and {@code pg_restore}. */
final class DatabaseDump {
    private static final String JDBC = "jdbc:";
    private static final String ORGANISATION = "ORGANISATION";
    private static final int USUAL_PORT = 5432;

    private final Market market;
    private final Market.Database database;

    DatabaseDump(Market market, Market.Database database) {
        this.market = market;
        this.database = database;
    }

    /** One file for each organisation. */
    void save(Path folder) throws IOException {
        for (Market.Gateway gateway : market.organisations()) {
            run("pg_dump", gateway, List.of("--format=custom", "--file=" + file(folder, gateway)));
        }
    }

    /** Into databases that are there; what is in them is replaced. */
    void load(Path folder) throws IOException {
        for (Market.Gateway gateway : market.organisations()) {
            Path file = file(folder, gateway);
            if (!Files.exists(file)) {
                throw new BackupFile.UnreadableException("the backup holds no database of " + gateway.organisation());
            }
            run(
                    "pg_restore",
                    gateway,
                    List.of("--clean", "--if-exists", "--no-owner", "--single-transaction", file.toString()));
            Files.delete(file);
        }
    }

    private static Path file(Path folder, Market.Gateway gateway) {
        return folder.resolve("database-" + gateway.organisation().toLowerCase(Locale.ROOT) + ".dump");
    }

    private void run(String program, Market.Gateway gateway, List<String> arguments) throws IOException {
        String name = gateway.organisation().toLowerCase(Locale.ROOT);
        URI address = URI.create(database.url().replace(ORGANISATION, name).substring(JDBC.length()));
        List<String> command = new ArrayList<>(List.of(
                program,
                "--host=" + address.getHost(),
                "--port=" + (address.getPort() < 0 ? USUAL_PORT : address.getPort()),
                "--username=" + database.user(),
                "--dbname=" + address.getPath().substring(1)));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put(
                        "PGPASSWORD",
                        Files.readString(Path.of(database.passwordFile())).strip());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new SurroundingsException("%s of %s: %s".formatted(program, name, said.strip()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SurroundingsException(program + " was interrupted", e);
        }
    }
}
