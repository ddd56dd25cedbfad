package org.gridbourse.testkit.supply;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridbourse.fabric.json.Json;

/** What lies beside our programs in {@code target/lib}, or what a bill of materials (CycloneDX, JSON) lists. */
final class ShippedLibraries {
    private static final Pattern FILE = Pattern.compile("(.+?)-(\\d[^/]*)\\.jar");
    private static final Pattern PURL = Pattern.compile("pkg:maven/([^/]+)/([^@]+)@([^?]+).*");

    private ShippedLibraries() {}

    static List<Library> ofCheckout(Path root) throws IOException {
        Map<String, Library> found = new TreeMap<>();
        try (Stream<Path> modules = Files.list(root)) {
            Set<Path> folders = modules.map(module -> module.resolve("target/lib"))
                    .filter(Files::isDirectory)
                    .collect(Collectors.toSet());
            for (Path folder : folders) {
                try (Stream<Path> jars = Files.list(folder)) {
                    jars.forEach(jar -> add(jar, found));
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static void add(Path jar, Map<String, Library> found) {
        Matcher name = FILE.matcher(jar.getFileName().toString());
        if (name.matches() && !name.group(1).startsWith("gridbourse-")) {
            found.computeIfAbsent(
                    name.group(), file -> new Library(group(jar, name.group(1)), name.group(1), name.group(2)));
        }
    }

    private static String group(Path jar, String name) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> entry.getName().endsWith("/" + name + "/pom.properties"))
                    .findFirst()
                    .map(entry -> {
                        try (InputStream content = file.getInputStream(entry)) {
                            Properties properties = new Properties();
                            properties.load(content);
                            return properties.getProperty("groupId", "");
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Library> ofBillOfMaterials(Path file) throws IOException {
        List<Library> found = new ArrayList<>();
        if (Json.read(file) instanceof Map<?, ?> bill && bill.get("components") instanceof List<?> components) {
            for (Object component : components) {
                Matcher purl = PURL.matcher(String.valueOf(((Map<?, ?>) component).get("purl")));
                if (purl.matches() && !purl.group(1).equals("org.gridbourse")) {
                    found.add(new Library(purl.group(1), purl.group(2), purl.group(3)));
                }
            }
            return found;
        }
        throw new IllegalArgumentException(file + " is no bill of materials in CycloneDX's JSON");
    }
}
