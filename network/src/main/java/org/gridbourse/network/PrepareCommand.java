package org.gridbourse.network;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.gridbourse.network.fabric.DistributedNetwork;
import org.gridbourse.network.fabric.FabricVersion;
import org.gridbourse.programs.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code network prepare}: all files of a network of real Fabric whose nodes run in containers or on several machines. */
@Command(
        name = "prepare",
        description =
                "Writes certificates, genesis block and configuration for nodes in containers or on other machines.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PrepareCommand implements Callable<Integer> {
    @Mixin
    private NetworkMain.FolderOption folder;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            defaultValue = "/gridbourse",
            description = "Where the nodes will see the folder; default: ${DEFAULT-VALUE}, as compose.yaml mounts it.")
    private Path root;

    @Option(
            names = "--fabric",
            paramLabel = "VERSION",
            defaultValue = "3.1.5",
            description = "Version of Fabric that runs there; default: ${DEFAULT-VALUE}.")
    private String version;

    @Option(names = "--users", paramLabel = "FILE", description = "JSON file with further identities to issue.")
    private Path users;

    @Mixin
    private LaterOptions later;

    @Option(
            names = "--renew",
            description = "New certificates for everybody, however long the old ones hold. Nodes keep their keys;"
                    + " copy the files to them and start them again, one after the other.")
    private boolean renew;

    @Override
    public Integer call() {
        FabricVersion fabric = FabricVersion.parse(version)
                .filter(FabricVersion::isSupported)
                .orElseThrow(() -> new IllegalArgumentException(
                        "--fabric (%s) must be 2.5.x or 3.1 and newer of 3".formatted(version)));
        Path target = folder.runFolder().path();
        DistributedNetwork network = later.of(target);
        (renew ? network.renewing() : network)
                .prepare(
                        NetworkMain.checkout().resolve("network/fabric"),
                        root,
                        fabric,
                        users == null ? List.of() : UsersFile.read(users),
                        Instant.now());
        System.out.println("written to " + target);
        return ExitCode.GOOD;
    }
}
