package org.gridbourse.network;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.gridbourse.fabric.ConnectionException;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.programs.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code network probe}: has a transaction committed, and one endorsed through every organisation's gateway. */
@Command(
        name = "probe",
        description = "Has a transaction committed on the network of the folder's connection.json, wherever it runs.",
        mixinStandardHelpOptions = true)
final class ProbeCommand implements Callable<Integer> {
    @Mixin
    private NetworkMain.FolderOption folder;

    @Option(
            names = "--without",
            paramLabel = "NAME",
            split = ",",
            description = "Organisations whose gateways are not asked, such as one that is away.")
    private List<String> without = List.of();

    @Override
    public Integer call() throws ConnectionException {
        ConnectionFile all = ConnectionFile.read(folder.runFolder().connectionFile());
        ConnectionFile asked = new ConnectionFile(
                all.network(),
                all.channel(),
                all.chaincode(),
                all.genesis(),
                all.organisations().stream()
                        .filter(organisation -> !without.contains(organisation.name()))
                        .toList());
        new Readiness(asked).await(InstantSource.system());
        System.out.println("a transaction has been committed");
        return ExitCode.GOOD;
    }
}
