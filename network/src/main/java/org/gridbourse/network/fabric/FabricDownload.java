package org.gridbourse.network.fabric;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gridbourse.programs.Command;
import org.gridbourse.programs.SurroundingsException;

/**
 * Fetches an official release archive and unpacks it if its checksum is the one known here for the standard version, or
 * the one that {@code FABRIC_SHA256} names.
 */
final class FabricDownload {
    private static final String RELEASES = "https://github.com/hyperledger/fabric/releases/download";

    /** SHA-256 of the archives of the standard version, by platform; for another version {@code FABRIC_SHA256} is asked for. */
    private static final Map<String, String> STANDARD = Map.of(
            "linux-amd64-3.1.5", "b9c31fd490991e76f8acb1835dee09fc19fee5428cb13e190ee6e0bdd2c37858",
            "linux-arm64-3.1.5", "4a42cad740a7e0373eda6bf1e27c86e9b06132f9bb751daf7f0f7dc1d1bbfed9",
            "darwin-amd64-3.1.5", "866b64b036ba9eff51ba2131bbe34b4b9057192f5766859ede22ea1cdd564158",
            "darwin-arm64-3.1.5", "d67a5c3366746a984f8ee9ae0ebf5c8b357c9d33dd589fa0b7668d739472cef0");

    private FabricDownload() {}

    static void into(Path folder, FabricVersion version, Map<String, String> environment) {
        String expected = expected(version, environment);
        URI archive = URI.create("%s/v%s/hyperledger-fabric-%s-%s.tar.gz"
                .formatted(environment.getOrDefault("FABRIC_RELEASES", RELEASES), version, platform(), version));
        try {
            Files.createDirectories(folder);
            Path file = Files.createTempFile(folder, "download", ".tar.gz");
            try {
                fetch(archive, file);
                compareChecksum(file, expected);
                Command.run(List.of("tar", "-xzf", file.toString(), "-C", folder.toString()), Map.of());
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            String why = "no download from %s (%s)".formatted(archive, describe(e));
            throw new SurroundingsException(FabricPrograms.waysToGetThem(version, folder.resolve("bin"), why), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SurroundingsException("the download was interrupted", e);
        }
    }

    private static void fetch(URI archive, Path file) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(15))
                .build();
        HttpRequest request =
                HttpRequest.newBuilder(archive).timeout(Duration.ofMinutes(10)).build();
        HttpResponse<Path> response = client.send(request, HttpResponse.BodyHandlers.ofFile(file));
        if (response.statusCode() != 200) {
            throw new IOException("HTTP status " + response.statusCode());
        }
    }

    /** Nothing is fetched whose checksum nobody has named: it would be run as it came. */
    private static String expected(FabricVersion version, Map<String, String> environment) {
        String archive = platform() + "-" + version;
        String given = environment.getOrDefault("FABRIC_SHA256", "").strip().toLowerCase(Locale.ROOT);
        String expected = given.isEmpty() ? STANDARD.getOrDefault(archive, "") : given;
        if (expected.isEmpty()) {
            throw new SurroundingsException(
                    "no checksum is known here for Fabric's archive %s: name its SHA-256 in FABRIC_SHA256, as its makers publish it"
                            .formatted(archive));
        }
        return expected;
    }

    private static void compareChecksum(Path file, String expected) throws IOException {
        String actual = sha256(file);
        if (!actual.equals(expected)) {
            throw new SurroundingsException("the downloaded archive has SHA-256 %s instead of %s; it was not unpacked"
                    .formatted(actual, expected));
        }
    }

    static String sha256(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String name = os.contains("win") ? "windows" : os.contains("mac") ? "darwin" : "linux";
        String arch = System.getProperty("os.arch");
        return name + (arch.equals("aarch64") ? "-arm64" : "-amd64");
    }

    private static String describe(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
