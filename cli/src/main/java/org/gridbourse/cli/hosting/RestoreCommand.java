package org.gridbourse.cli.hosting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.programs.ExitCode;
import org.gridbourse.programs.SurroundingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Brings a saved market back. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Brings a saved market back, into a folder that is empty or not there; market up then goes on where it was"
                    + " saved.",
            "Every file is compared with the hash that it was saved with before anything is put in place."
        },
        footer = {"", "Example: gridbourse market restore --data /var/lib/gridbourse --from /backup/monday.zip"})
final class RestoreCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private FolderOptions options;

    @Mixin
    private CopyOptions copying;

    @Option(names = "--from", paramLabel = "FILE", description = "The backup. Default: the newest beside the data.")
    private Path file;

    @Override
    public Integer call() throws IOException {
        Path root = options.folder().root();
        requireEmpty(root);
        Path backup = backup(root);
        Path draft = root.resolveSibling(root.getFileName() + ".restoring");
        MarketCopy.delete(draft);
        int files;
        try {
            files = new BackupFile(backup).read(draft);
            Optional<DatabaseDump> databases = copying.databases();
            if (databases.isPresent()) {
                databases.get().load(draft);
            }
            requireNoDatabase(draft);
            Files.deleteIfExists(root);
            Files.move(draft, root);
        } catch (BackupFile.UnreadableException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        } finally {
            MarketCopy.delete(draft);
        }
        copying.say(
                JsonObject.builder()
                        .put("file", backup.toString())
                        .put("folder", root.toString())
                        .put("files", files)
                        .build(),
                "%d files of %s are back in %s; market up goes on".formatted(files, backup, root));
        return ExitCode.GOOD;
    }

    private static void requireEmpty(Path root) throws IOException {
        if (Files.exists(root)) {
            try (Stream<Path> content = Files.list(root)) {
                if (content.findAny().isPresent()) {
                    throw new SurroundingsException(
                            "%s is not empty: stop the market and move the folder away first".formatted(root));
                }
            }
        }
    }

    private Path backup(Path root) throws IOException {
        Path backup = file == null
                ? BackupName.newest(root)
                        .orElseThrow(() -> new SurroundingsException(
                                "there is no backup beside %s: name one with --from".formatted(root)))
                : file.toAbsolutePath();
        if (!Files.isRegularFile(backup)) {
            throw new ParameterException(spec.commandLine(), "--from is %s: there is no such file".formatted(backup));
        }
        return backup;
    }

    private static void requireNoDatabase(Path draft) throws IOException {
        try (Stream<Path> content = Files.list(draft)) {
            if (content.anyMatch(each -> each.toString().endsWith(".dump"))) {
                throw new SurroundingsException(
                        "the backup holds databases: name the folder of market.yaml with --config");
            }
        }
    }
}
