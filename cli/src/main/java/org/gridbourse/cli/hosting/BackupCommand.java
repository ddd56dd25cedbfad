package org.gridbourse.cli.hosting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.programs.ExitCode;
import org.gridbourse.programs.SurroundingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Saves a market, while it runs. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Saves ledger, keys, databases and sealed orders to one file, while the market runs: its programs stand"
                    + " still together for as long as the copy takes, so all is of one moment.",
            "The file holds private keys: keep it like them."
        },
        footer = {"", "Example: gridbourse market backup --data /var/lib/gridbourse --out /backup/monday.zip"})
final class BackupCommand implements Callable<Integer> {
    @Mixin
    private FolderOptions options;

    @Mixin
    private CopyOptions copying;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to save it. Default: beside the data, with the time in its name.")
    private Path file;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() throws IOException {
        MarketFolder folder = options.folder();
        if (!Files.isDirectory(folder.network())) {
            throw new SurroundingsException("%s holds no market: name its folder with --data".formatted(folder.root()));
        }
        Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        BackupFile backup = new BackupFile(file == null ? BackupName.of(folder.root(), at) : file.toAbsolutePath());
        Path copy = folder.root().resolveSibling(folder.root().getFileName() + ".saving");
        MarketCopy.delete(copy);
        BackupFile.Saved saved;
        long stoodStill;
        try {
            stoodStill = copy(folder, copy);
            saved = backup.write(copy, kind(folder), at.toString());
        } finally {
            MarketCopy.delete(copy);
        }
        copying.say(
                JsonObject.builder()
                        .put("file", backup.file().toString())
                        .put("at", at.toString())
                        .put("files", saved.files())
                        .put("bytes", saved.bytes())
                        .put("stoodStillMillis", stoodStill)
                        .build(),
                "saved to %s; the market stood still for %d ms".formatted(backup.file(), stoodStill));
        return ExitCode.GOOD;
    }

    /** How long the programs stood still [ms], 0 where none runs. */
    private long copy(MarketFolder folder, Path copy) throws IOException {
        Optional<DatabaseDump> databases = copying.databases();
        Optional<ProcessHandle> host = folder.host();
        if (host.isEmpty()) {
            copy(folder, databases, copy);
            return 0;
        }
        Instant began = clock.instant();
        FrozenPrograms frozen = FrozenPrograms.under(host.get());
        try {
            copy(folder, databases, copy);
        } finally {
            frozen.close();
        }
        return Duration.between(began, clock.instant()).toMillis();
    }

    private static void copy(MarketFolder folder, Optional<DatabaseDump> databases, Path copy) throws IOException {
        MarketCopy.copy(folder.root(), copy);
        if (databases.isPresent()) {
            databases.get().save(copy);
        }
    }

    private static String kind(MarketFolder folder) throws IOException {
        return MarketState.read(folder.state())
                .flatMap(state -> Optional.ofNullable(state.json().members().get("network")))
                .map(value -> ((JsonText) value).value())
                .orElse("unknown");
    }
}
