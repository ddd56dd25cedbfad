package org.gridbourse.network;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.gridbourse.network.fabric.FabricNetwork;
import org.gridbourse.network.fabric.FabricPrograms;
import org.gridbourse.network.identity.User;
import org.gridbourse.network.process.Supervisor;
import org.gridbourse.network.process.SurroundingsException;

/** Makes the network that was asked for, with what is the same for both kinds. */
final class Networks {
    private static final String CHANNEL = "energy";
    private static final String CHAINCODE = "market";
    /** Two of three, the grid company always among them: it answers for the physical limits. */
    private static final String POLICY = "AND('GridMSP.peer',OR('NorthMSP.peer','SouthMSP.peer'))";

    private Networks() {}

    static LocalNetwork create(StartRequest request, Supervisor supervisor, Consumer<String> story) {
        Path checkout = NetworkMain.checkout();
        ChaincodeProgram chaincode = ChaincodeProgram.ofCheckout(checkout);
        List<User> users = request.users().map(UsersFile::read).orElse(List.of());
        return switch (request.kind()) {
            case EMBEDDED -> throw new SurroundingsException("not yet");
            case FABRIC -> fabric(request, checkout, chaincode, users, supervisor, story);
        };
    }

    private static LocalNetwork fabric(
            StartRequest request,
            Path checkout,
            ChaincodeProgram chaincode,
            List<User> users,
            Supervisor supervisor,
            Consumer<String> story) {
        Map<String, String> environment = System.getenv();
        FabricPrograms programs = FabricPrograms.find(environment);
        story.accept("Hyperledger Fabric %s from %s (%s)"
                .formatted(programs.version(), programs.folder(), programs.source()));
        return new FabricNetwork(
                new FabricNetwork.Settings(
                        request.folder().kind(NetworkKind.FABRIC),
                        checkout.resolve("network/fabric"),
                        ClassDataArchive.folder(environment),
                        programs,
                        request.ports(),
                        request.consensus(),
                        CHANNEL,
                        CHAINCODE,
                        chaincode,
                        POLICY,
                        users),
                supervisor,
                story);
    }
}
