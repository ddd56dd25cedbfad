package org.gridbourse.cli.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gridbourse.programs.ClassDataArchive;
import org.gridbourse.programs.SurroundingsException;

/**
 * Where GridBourse's programs lie: a checkout after {@code mvn package}.
 *
 * @param root the folder that holds the modules
 */
public record Installation(Path root) {
    /** The folder named by {@code -Dgridbourse.root}, else the one this program's jar lies in. */
    public static Installation find() {
        String home = System.getProperty("gridbourse.root");
        return new Installation(home == null ? checkoutOfThisProgram() : Path.of(home));
    }

    private static Path checkoutOfThisProgram() {
        try {
            Path place = Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return place.getParent().getParent().getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of this program is no path", e);
        }
    }

    /** One of our programs: its jar in its module's target folder, its libraries in {@code lib} beside it. */
    public Program program(String module) {
        Path target = root.resolve(module).resolve("target");
        Path jar = target.resolve("gridbourse-" + module + ".jar");
        Path libraries = target.resolve("lib");
        if (!Files.isRegularFile(jar) || !Files.isDirectory(libraries)) {
            throw new SurroundingsException(
                    "%s is not built (no %s); run scripts/demo, or mvn package in %s".formatted(module, jar, root));
        }
        return new Program(jar, libraries);
    }

    /** What is needed to run it in a JVM of its own. */
    public record Program(Path jar, Path libraries) {
        public ClassDataArchive archive() {
            try (Stream<Path> entries = Files.list(libraries)) {
                List<Path> classPath =
                        Stream.concat(Stream.of(jar), entries.sorted()).toList();
                return ClassDataArchive.of("gateway-app", classPath, ClassDataArchive.folder(System.getenv()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public List<String> command(List<String> options, String mainClass, List<String> arguments) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xshare:auto"));
            command.addAll(options);
            command.addAll(List.of("-cp", jar + ":" + libraries.resolve("*"), mainClass));
            command.addAll(arguments);
            return List.copyOf(command);
        }
    }
}
