package org.gridbourse.network.fabric;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gridbourse.programs.CacheFolder;
import org.gridbourse.programs.Command;
import org.gridbourse.programs.SurroundingsException;

/**
 * Fabric's own programs, found on this machine.
 *
 * @param folder where {@code peer}, {@code orderer} and {@code osnadmin} lie
 * @param version what {@code peer version} says
 * @param source how they were found, for people
 */
public record FabricPrograms(Path folder, FabricVersion version, String source) {
    private static final List<String> NEEDED = List.of("peer", "orderer", "osnadmin");
    private static final Pattern VERSION = Pattern.compile("Version:\\s*(\\S+)");

    /** Path of one of the programs. */
    public String program(String name) {
        return folder.resolve(name).toString();
    }

    /**
     * Looks in {@code $FABRIC_BIN}, on the PATH and in the cache, then downloads the release into the cache.
     *
     * @throws SurroundingsException with the ways to get the programs, if there are none
     */
    public static FabricPrograms find(Map<String, String> environment) {
        return installed(environment).orElseGet(() -> download(environment));
    }

    /**
     * The same without a download.
     *
     * @throws SurroundingsException with the ways to get the programs, if there are none
     */
    public static FabricPrograms findInstalled(Map<String, String> environment) {
        return installed(environment).orElseThrow(() -> {
            FabricVersion version = wantedVersion(environment);
            return new SurroundingsException(waysToGetThem(version, cache(environment, version), "none is installed"));
        });
    }

    private static Optional<FabricPrograms> installed(Map<String, String> environment) {
        Optional<String> named =
                Optional.ofNullable(environment.get("FABRIC_BIN")).filter(value -> !value.isBlank());
        if (named.isPresent()) {
            return Optional.of(requireIn(Path.of(named.get())));
        }
        Path cache = cache(environment, wantedVersion(environment));
        for (Map.Entry<Path, String> place : places(environment, cache).entrySet()) {
            Optional<FabricPrograms> found = in(place.getKey(), place.getValue());
            if (found.isPresent() && found.get().version().isSupported()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static FabricPrograms download(Map<String, String> environment) {
        FabricVersion wanted = wantedVersion(environment);
        Path cache = cache(environment, wanted);
        FabricDownload.into(cache.getParent(), wanted, environment);
        return in(cache, "downloaded into the cache")
                .orElseThrow(() -> new SurroundingsException("the downloaded archive holds no %s".formatted(NEEDED)));
    }

    private static FabricPrograms requireIn(Path folder) {
        FabricPrograms programs = in(folder, "FABRIC_BIN")
                .orElseThrow(() -> new SurroundingsException(
                        "FABRIC_BIN is %s, but not all of %s are there".formatted(folder, NEEDED)));
        if (!programs.version().isSupported()) {
            throw new SurroundingsException(
                    "FABRIC_BIN holds Fabric %s; needed is 2.5.x or 3.1 and newer of 3".formatted(programs.version()));
        }
        return programs;
    }

    private static Map<Path, String> places(Map<String, String> environment, Path cache) {
        Map<Path, String> places = new LinkedHashMap<>();
        for (String entry : environment.getOrDefault("PATH", "").split(":")) {
            if (!entry.isEmpty()) {
                places.put(Path.of(entry), "PATH");
            }
        }
        places.put(cache, "cache");
        return places;
    }

    private static Optional<FabricPrograms> in(Path folder, String source) {
        if (!NEEDED.stream().allMatch(name -> Files.isExecutable(folder.resolve(name)))) {
            return Optional.empty();
        }
        Path absolute = folder.toAbsolutePath().normalize();
        List<String> command = List.of(absolute.resolve("peer").toString(), "version");
        Matcher matcher = VERSION.matcher(Command.run(command, Map.of()));
        return matcher.find()
                ? FabricVersion.parse(matcher.group(1)).map(version -> new FabricPrograms(absolute, version, source))
                : Optional.empty();
    }

    /** The folder outside the checkout that keeps the programs of a version. */
    private static Path cache(Map<String, String> environment, FabricVersion version) {
        return CacheFolder.of(environment)
                .resolve("fabric")
                .resolve(version.toString())
                .resolve("bin");
    }

    private static FabricVersion wantedVersion(Map<String, String> environment) {
        String text = environment.getOrDefault("FABRIC_VERSION", "");
        if (text.isBlank()) {
            return FabricVersion.STANDARD;
        }
        return FabricVersion.parse(text)
                .filter(FabricVersion::isSupported)
                .orElseThrow(() -> new SurroundingsException(
                        "FABRIC_VERSION is %s; needed is 2.5.x or 3.1 and newer of 3".formatted(text)));
    }

    /** What to tell somebody who has no programs. */
    static String waysToGetThem(FabricVersion version, Path cache, String why) {
        List<String> lines = new ArrayList<>();
        lines.add("Hyperledger Fabric's programs (%s) were not found: %s".formatted(String.join(", ", NEEDED), why));
        lines.add("Three ways to get them:");
        lines.add("  1. unpack the release archive from https://github.com/hyperledger/fabric/releases/tag/v%s"
                        .formatted(version)
                + " and set FABRIC_BIN to its bin folder");
        lines.add("  2. put its programs on the PATH");
        lines.add("  3. connect to the internet and run this again: it downloads them into " + cache);
        return String.join(System.lineSeparator(), lines);
    }
}
