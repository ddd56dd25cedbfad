package org.gridbourse.gateway.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Secrets come by environment or by file: what stands on a command line, every user of the machine can read. */
public final class Secrets {
    private static final List<String> NAMES = List.of(
            "gridbourse.database.password",
            "gridbourse.database.cipher-key",
            "gridbourse.intake.password",
            "gridbourse.provider.client-secret");

    private Secrets() {}

    /**
     * Refuses secrets on the command line, as argument or as system property.
     *
     * @param arguments of the program
     * @param properties names of the system properties
     */
    public static void requireNoneVisible(String[] arguments, Set<String> properties) {
        Stream<String> given = Stream.concat(
                Stream.of(arguments)
                        .filter(argument -> argument.startsWith("--"))
                        .map(argument -> argument.substring(2).replaceFirst("=.*", "")),
                properties.stream());
        given.map(Secrets::canonical)
                .filter(name -> NAMES.stream().map(Secrets::canonical).anyMatch(name::equals))
                .findFirst()
                .ifPresent(name -> {
                    throw StartupException.badInput(
                            "a secret may not stand on the command line, where every user can read it: set it in the environment (GRIDBOURSE_DATABASE_PASSWORD, GRIDBOURSE_DATABASE_CIPHERKEY) or name a file (--gridbourse.database.password-file, --gridbourse.database.cipher-key-file)");
                });
    }

    /** However the framework may take a name to be written. */
    private static String canonical(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
    }

    /** The secret itself, or the first line of the file that holds it. */
    static String of(String value, String file, String name) {
        if (file.isBlank()) {
            return value;
        }
        if (!value.isBlank()) {
            throw StartupException.badInput("%s and %s-file must not both be given".formatted(name, name));
        }
        try {
            return Files.readAllLines(Path.of(file)).stream().findFirst().orElse("");
        } catch (IOException problem) {
            throw StartupException.surroundings("%s-file cannot be read: %s".formatted(name, problem), problem);
        }
    }
}
