package org.gridbourse.gateway.settings;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The network as {@code connection.json} describes it; unknown keys are other clients' business. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConnectionProfile(String network, String channel, String chaincode, List<Organisation> organisations) {

    public ConnectionProfile {
        require(network, "network");
        require(channel, "channel");
        require(chaincode, "chaincode");
        require(organisations, "organisations");
        organisations = List.copyOf(organisations);
    }

    /** One organisation's door to the network and where its users' certificates and keys lie. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Organisation(String name, String mspId, String gateway, Path tlsRootCert, Path users) {
        public Organisation {
            require(name, "organisations[].name");
            require(mspId, "organisations[].mspId");
            require(gateway, "organisations[].gateway");
            require(tlsRootCert, "organisations[].tlsRootCert");
            require(users, "organisations[].users");
        }
    }

    /** Reads the profile; a missing file means that no network has been started. */
    public static ConnectionProfile read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw StartupException.surroundings(
                    "%s is not there: start the network with network/up, or say where its connection.json is"
                            .formatted(file));
        }
        try {
            return JsonMapper.shared().readValue(file.toFile(), ConnectionProfile.class);
        } catch (JacksonException problem) {
            throw StartupException.badInput("%s: %s".formatted(file, problem.getOriginalMessage()));
        }
    }

    /** The organisation of that name, its paths resolved against the folder of the profile. */
    public Organisation organisation(String name, Path profileFile) {
        Path folder = profileFile.toAbsolutePath().getParent();
        return organisations.stream()
                .filter(organisation -> organisation.name().equals(name))
                .map(found -> new Organisation(
                        found.name(),
                        found.mspId(),
                        found.gateway(),
                        folder.resolve(found.tlsRootCert()),
                        folder.resolve(found.users())))
                .findFirst()
                .orElseThrow(() -> StartupException.badInput("organisation \"%s\" is not in %s, which has %s"
                        .formatted(
                                name,
                                profileFile,
                                organisations.stream().map(Organisation::name).collect(Collectors.joining(", ")))));
    }

    private static void require(Object value, String key) {
        if (value == null || value.toString().isBlank()) {
            throw new IllegalArgumentException("key \"%s\" is missing".formatted(key));
        }
    }
}
