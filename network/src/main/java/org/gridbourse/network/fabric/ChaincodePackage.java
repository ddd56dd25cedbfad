package org.gridbourse.network.fabric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.fabric.json.Json;

/**
 * What peers install for chaincode that runs as a service: no code, only where to find it. Address, certificates and key
 * are places that every peer's builder fills in with its own, so that one package, and with it one package id, serves all
 * organisations.
 *
 * @param name name of the chaincode on the channel
 * @param version its version; it is in the label, so a new version has a new package id
 */
public record ChaincodePackage(String name, String version) {
    public ChaincodePackage {
        if (!(name + version).matches("[A-Za-z0-9._-]{1,100}")) {
            throw new IllegalArgumentException(
                    "name (%s) and version (%s) must be letters, digits, dots, hyphens or underscores"
                            .formatted(name, version));
        }
    }

    public String label() {
        return name + "_" + version;
    }

    /** The id that peers and the chaincode process call it by: label and hash of the package. */
    public String id() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes());
            return label() + ":" + HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** The package, the same bytes on every machine and every day. */
    public byte[] bytes() {
        Map<String, Object> connection = new TreeMap<>();
        connection.put("address", "{{.address}}");
        connection.put("dial_timeout", "10s");
        connection.put("tls_required", true);
        connection.put("client_auth_required", true);
        connection.put("root_cert", "{{.root_cert}}");
        connection.put("client_cert", "{{.client_cert}}");
        connection.put("client_key", "{{.client_key}}");
        byte[] code = TarArchive.of(new TreeMap<>(Map.of("connection.json", json(connection))));
        Map<String, Object> metadata = new TreeMap<>(Map.of("type", "ccaas", "label", label()));
        return TarArchive.of(new TreeMap<>(Map.of("code.tar.gz", code, "metadata.json", json(metadata))));
    }

    /** Writes it into a folder, under its label. */
    Path writeTo(Path folder) {
        try {
            Path file = Files.createDirectories(folder).resolve(label() + ".tgz");
            return Files.write(file, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] json(Map<String, Object> fields) {
        return Json.line(fields).getBytes(StandardCharsets.UTF_8);
    }
}
