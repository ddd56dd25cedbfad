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

/** Fetches an official release archive; its checksum is compared when {@code FABRIC_SHA256} names one. */
final class FabricDownload {
    private static final String RELEASES = "https://github.com/hyperledger/fabric/releases/download";

    private FabricDownload() {}

    static void into(Path folder, FabricVersion version, Map<String, String> environment) {
        URI archive = URI.create("%s/v%s/hyperledger-fabric-%s-%s.tar.gz"
                .formatted(environment.getOrDefault("FABRIC_RELEASES", RELEASES), version, platform(), version));
        try {
            Files.createDirectories(folder);
            Path file = Files.createTempFile(folder, "download", ".tar.gz");
            try {
                fetch(archive, file);
                compareChecksum(file, environment.getOrDefault("FABRIC_SHA256", ""));
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

    private static void compareChecksum(Path file, String expected) throws IOException {
        if (expected.isBlank()) {
            return;
        }
        String actual = sha256(file);
        if (!actual.equals(expected.strip().toLowerCase(Locale.ROOT))) {
            throw new SurroundingsException(
                    "the downloaded archive has SHA-256 %s, FABRIC_SHA256 says %s; it was not unpacked"
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
