package org.gridbourse.auditor.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.auditor.market.Values;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonException;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.Limits;

/**
 * What a network says about itself in {@code connection.json}.
 *
 * @param kind embedded or fabric
 * @param genesis file of the genesis block, if it is named
 */
public record Connection(
        String kind, String channel, String chaincode, List<Organisation> organisations, Optional<Path> genesis) {
    public Connection {
        organisations = List.copyOf(organisations);
    }

    /**
     * One organisation's way in.
     *
     * @param gateway host and port
     * @param users folder of {@code <User>@<domain>/msp/{signcerts,keystore}}
     */
    public record Organisation(String name, String mspId, String gateway, Path tlsRootCert, Path users) {}

    /** Reads the file; paths in it are relative to its folder. */
    public static Connection read(Path file) throws AuditInputException {
        try {
            if (!(Json.parse(Files.readString(file), Limits.FILE) instanceof JsonObject object)) {
                throw new AuditInputException(file + " is no JSON object");
            }
            Path folder = file.toAbsolutePath().getParent();
            String genesis = Values.text(object, "genesis");
            return new Connection(
                    Values.text(object, "network"),
                    Values.text(object, "channel"),
                    Values.text(object, "chaincode"),
                    Values.objects(object, "organisations").stream()
                            .map(each -> organisation(folder, each))
                            .toList(),
                    genesis.isEmpty() ? Optional.empty() : Optional.of(folder.resolve(genesis)));
        } catch (IOException e) {
            throw new AuditInputException("%s cannot be read: %s".formatted(file, e.getMessage()));
        } catch (JsonException e) {
            throw new AuditInputException("%s: %s".formatted(file, e.getMessage()));
        }
    }

    /** The organisation of this name. */
    public Organisation organisation(String name) throws AuditInputException {
        return organisations.stream()
                .filter(each ->
                        each.name().equalsIgnoreCase(name) || each.mspId().equals(name))
                .findFirst()
                .orElseThrow(() -> new AuditInputException("no organisation %s, there are %s"
                        .formatted(
                                name,
                                organisations.stream().map(Organisation::name).toList())));
    }

    private static Organisation organisation(Path folder, JsonObject object) {
        return new Organisation(
                Values.text(object, "name"),
                Values.text(object, "mspId"),
                Values.text(object, "gateway"),
                folder.resolve(Values.text(object, "tlsRootCert")),
                folder.resolve(Values.text(object, "users")));
    }
}
