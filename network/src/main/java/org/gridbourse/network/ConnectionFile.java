package org.gridbourse.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gridbourse.network.identity.OrganisationFolder;
import org.gridbourse.network.json.Json;

/**
 * {@code connection.json}: all that a client in any language needs to use the network.
 *
 * @param network kind of network, {@code embedded} or {@code fabric}
 * @param channel name of the channel
 * @param chaincode name of the chaincode on it
 * @param genesis file with the channel's genesis block, the auditor's root of trust
 * @param organisations where to reach whom
 */
public record ConnectionFile(
        String network, String channel, String chaincode, Path genesis, List<Organisation> organisations) {
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
        /** The folder of a user's certificate and key. */
        public Path msp(String user) {
            String domain = users.getParent().getFileName().toString();
            return users.resolve(user + "@" + domain).resolve("msp");
        }
    }

    public static Organisation organisation(OrganisationFolder folder, String gateway) {
        return new Organisation(
                folder.organisation().name(),
                folder.organisation().mspId(),
                gateway,
                folder.tlsRootCertificate(),
                folder.users());
    }

    /** Writes it so that a reader sees all of it or none. */
    public void write(Path folder) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("network", network);
        fields.put("channel", channel);
        fields.put("chaincode", chaincode);
        fields.put("genesis", genesis);
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

    /** Reads what {@link #write} wrote. */
    public static ConnectionFile read(Path file) {
        try {
            Map<?, ?> fields = (Map<?, ?>) Json.read(file);
            List<Organisation> organisations = new ArrayList<>();
            for (Object each : (List<?>) fields.get("organisations")) {
                Map<?, ?> organisation = (Map<?, ?>) each;
                organisations.add(new Organisation(
                        text(organisation, "name"),
                        text(organisation, "mspId"),
                        text(organisation, "gateway"),
                        Path.of(text(organisation, "tlsRootCert")),
                        Path.of(text(organisation, "users"))));
            }
            Path genesis = Path.of(text(fields, "genesis"));
            return new ConnectionFile(
                    text(fields, "network"),
                    text(fields, "channel"),
                    text(fields, "chaincode"),
                    genesis,
                    organisations);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassCastException | NullPointerException e) {
            throw new IllegalArgumentException(file + " is not a connection file", e);
        }
    }

    private static String text(Map<?, ?> fields, String name) {
        return (String) Objects.requireNonNull(fields.get(name));
    }
}
