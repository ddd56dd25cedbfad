package org.gridbourse.network.fabric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Where a network on real Fabric keeps its things.
 *
 * @param root everything of this network is below
 */
record NodeFolders(Path root) {
    /** Marks lines of core.yaml that Fabric 2.5 does not know. */
    private static final String ONLY_SINCE_3 = "# since 3.0";

    NodeFolders {
        root = root.toAbsolutePath().normalize();
    }

    Path crypto() {
        return root.resolve("crypto");
    }

    Path genesis() {
        return root.resolve("genesis.pb");
    }

    Path config() {
        return root.resolve("config");
    }

    Path builder() {
        return config().resolve("builder");
    }

    Path allData() {
        return root.resolve("data");
    }

    Path data(String node) {
        return allData().resolve(node);
    }

    /** What a peer has made of the packages that were installed. */
    Path builds(String peer) {
        return data(peer).resolve("externalbuilder/builds");
    }

    Path log(String program) {
        return root.resolve("logs").resolve(program + ".log");
    }

    Path packages() {
        return root.resolve("packages");
    }

    Path deployment() {
        return root.resolve("deployment.json");
    }

    /** Copies the templates into the configuration folder, made fit for the version. */
    void writeConfiguration(Path templates, FabricVersion version) {
        try {
            Path programs = Files.createDirectories(builder().resolve("bin"));
            for (String step : new String[] {"detect", "build", "release"}) {
                Path script = programs.resolve(step);
                Files.writeString(
                        script,
                        Files.readString(templates.resolve("builder/bin").resolve(step)));
                if (!script.toFile().setExecutable(true)) {
                    throw new IOException(script + " cannot be made executable");
                }
            }
            Files.writeString(config().resolve("core.yaml"), forVersion(templates.resolve("core.yaml"), version));
            Files.writeString(config().resolve("orderer.yaml"), forVersion(templates.resolve("orderer.yaml"), version));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String forVersion(Path template, FabricVersion version) throws IOException {
        return Files.readString(template)
                .lines()
                .filter(line -> version.checksProposalTime() || !line.endsWith(ONLY_SINCE_3))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
