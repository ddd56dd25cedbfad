package org.gridbourse.network.embedded;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.network.identity.ChaincodeTls;
import org.gridbourse.network.local.ChaincodeProgram;
import org.gridbourse.network.local.LocalNetwork;
import org.gridbourse.programs.ClassDataArchive;
import org.gridbourse.programs.Ports;
import org.gridbourse.programs.PrivateFolder;
import org.gridbourse.programs.Supervisor;

/**
 * An embedded network together with its chaincode's process: one for the peers of all organisations, watched and started
 * again if it dies.
 */
public final class LocalEmbeddedNetwork implements LocalNetwork {
    private static final String FIRST_VERSION = "1";

    private final EmbeddedConfig config;
    private final Chaincode chaincode;
    private final Supervisor supervisor;
    private final Consumer<String> story;
    private final int chaincodePort = Ports.free();
    private Map<String, Integer> ports;
    private EmbeddedNetwork network;

    /**
     * The chaincode of the network.
     *
     * @param name on the channel
     * @param policy who must endorse
     * @param program its program
     * @param archives folder for class-data archives, which halve the time that the program takes to start; none to do
     *     without
     */
    public record Chaincode(String name, String policy, ChaincodeProgram program, Optional<Path> archives) {}

    /**
     * @param config the network; its chaincodes are replaced by the one given here
     * @param supervisor watches over the chaincode's process
     * @param story told what happens, a line at a time
     */
    public LocalEmbeddedNetwork(
            EmbeddedConfig config, Chaincode chaincode, Supervisor supervisor, Consumer<String> story) {
        this.config = config;
        this.ports = config.ports();
        this.chaincode = chaincode;
        this.supervisor = supervisor;
        this.story = story;
    }

    @Override
    public ConnectionFile start(InstantSource clock) {
        return start(version(), clock);
    }

    private ConnectionFile start(String version, InstantSource clock) {
        PrivateFolder.create(config.folder());
        ChaincodeTls tls = ChaincodeTls.createOrOpen(
                config.folder().resolve("chaincode-tls"), "chaincode-" + chaincode.name(), clock.instant());
        EmbeddedChaincode definition = EmbeddedChaincode.shared(
                        chaincode.name(),
                        version,
                        chaincode.policy(),
                        packageId(version),
                        config.organisations(),
                        chaincodePort)
                .withTls(tls);
        // the chaincode's runtime takes longest to start: it goes first
        List<String> javaOptions = chaincode
                .archives()
                .map(folder -> ClassDataArchive.of(
                                "chaincode", chaincode.program().classPath(), folder)
                        .options())
                .orElse(List.of());
        supervisor.start(chaincode
                .program()
                .process(
                        new ChaincodeProgram.Service(
                                processName(),
                                definition.packageId(),
                                config.organisations().get(0).mspId(),
                                chaincodePort,
                                tls),
                        javaOptions,
                        config.folder().resolve("chaincode.log")));
        network = EmbeddedNetwork.start(config.withPorts(ports).withChaincodes(List.of(definition)), clock);
        writeVersion(version);
        story.accept("embedded network, one process for %d organisations: blocks are real, consensus is not"
                .formatted(config.organisations().size()));
        return network.connection();
    }

    /** The network inside, once started. */
    public EmbeddedNetwork network() {
        return network;
    }

    @Override
    public void upgrade(String version) {
        ports = network.ports();
        close();
        start(version, InstantSource.system());
    }

    @Override
    public void close() {
        if (network != null) {
            network.close();
        }
        supervisor.stop(List.of(processName()));
    }

    private String processName() {
        return "chaincode-" + chaincode.name();
    }

    private String packageId(String version) {
        String label = chaincode.name() + "_" + version;
        return label + ":" + Hashes.hex(Hashes.sha256(ByteString.copyFromUtf8(label)));
    }

    private Path versionFile() {
        return config.folder().resolve("chaincode.version");
    }

    private String version() {
        try {
            return Files.exists(versionFile()) ? Files.readString(versionFile()).strip() : FIRST_VERSION;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeVersion(String version) {
        try {
            Files.writeString(versionFile(), version + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
