package org.gridbourse.fabric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.fabric.json.Json;

/**
 * {@code connection.json}: all that a client in any language needs to use the network. Paths in it are absolute, or
 * relative to its own folder.
 *
 * @param network kind of network, {@code embedded} or {@code fabric}
 * @param channel name of the channel
 * @param chaincode name of the chaincode on it
 * @param genesis file with the channel's genesis block, the auditor's root of trust
 * @param organisations where to reach whom
 */
public record ConnectionFile(
        String network, String channel, String chaincode, Optional<Path> genesis, List<Organisation> organisations) {
    public static final String NAME = "connection.json";

    public ConnectionFile {
        organisations = List.copyOf(organisations);
    }

    /**
     * An organisation as its clients see it.
     *
     * @param gateway host and port of its peer's gateway
     * @param tlsRootCert certificate to check the gateway's with
     * @param users folder with {@code <User>@<domain>/msp/{signcerts,keystore}}
     */
    public record Organisation(String name, String mspId, String gateway, Path tlsRootCert, Path users) {
        /**
         * The identity of a user to use at that time, by the rule of {@link MspFolder#identity}, over all folders of that
         * user.
         *
         * @param user the name before the {@code @}
         */
        public ClientIdentity identity(String user, Instant now) throws ConnectionException {
            List<ClientIdentity> found = new ArrayList<>();
            for (MspFolder folder : MspFolder.of(users, mspId)) {
                if (folder.user().equals(user)) {
                    found.addAll(folder.identities());
                }
            }
            return found.stream()
                    .min(ClientIdentity.bestAt(now))
                    .orElseThrow(() -> new ConnectionException("no user %s in %s".formatted(user, users)));
        }
    }

    /** The organisation of this name, in any case, or with this MSP id. */
    public Organisation organisation(String name) throws ConnectionException {
        return organisations.stream()
                .filter(each ->
                        each.name().equalsIgnoreCase(name) || each.mspId().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConnectionException("no organisation %s, there are %s"
                        .formatted(
                                name,
                                organisations.stream().map(Organisation::name).toList())));
    }

    /** Writes it so that a reader sees all of it or none. */
    public void write(Path folder) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("network", network);
        fields.put("channel", channel);
        fields.put("chaincode", chaincode);
        genesis.ifPresent(file -> fields.put("genesis", file));
        fields.put(
                "organisations",
                organisations.stream().map(ConnectionFile::fields).toList());
        try {
            Path draft = Files.createDirectories(folder).resolve(NAME + ".draft");
            Files.writeString(draft, Json.pretty(fields));
            Files.move(draft, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> fields(Organisation organisation) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", organisation.name());
        fields.put("mspId", organisation.mspId());
        fields.put("gateway", organisation.gateway());
        fields.put("tlsRootCert", organisation.tlsRootCert());
        fields.put("users", organisation.users());
        return fields;
    }

    /**
     * Reads the file; keys that it does not know are other clients' business.
     *
     * @throws ConnectionException naming the file, and the key that is missing
     */
    public static ConnectionFile read(Path file) throws ConnectionException {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Map<?, ?> fields = map(Json.read(file));
            List<Organisation> organisations = new ArrayList<>();
            for (Object each : list(fields)) {
                organisations.add(organisation(map(each), folder));
            }
            return new ConnectionFile(
                    text(fields, "network"),
                    text(fields, "channel"),
                    text(fields, "chaincode"),
                    fields.get("genesis") instanceof String genesis
                            ? Optional.of(folder.resolve(genesis))
                            : Optional.empty(),
                    organisations);
        } catch (IOException e) {
            throw new ConnectionException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new ConnectionException("%s is not a connection file: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Organisation organisation(Map<?, ?> fields, Path folder) {
        return new Organisation(
                text(fields, "name"),
                text(fields, "mspId"),
                text(fields, "gateway"),
                folder.resolve(text(fields, "tlsRootCert")),
                folder.resolve(text(fields, "users")));
    }

    private static Map<?, ?> map(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("it has no JSON object where one is expected");
    }

    private static List<?> list(Map<?, ?> fields) {
        if (fields.get("organisations") instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("key \"organisations\" is missing");
    }

    private static String text(Map<?, ?> fields, String key) {
        if (fields.get(key) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new IllegalArgumentException("key \"%s\" is missing".formatted(key));
    }
}
