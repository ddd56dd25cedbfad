package org.gridbourse.network;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.network.identity.CertificateDays;
import org.gridbourse.programs.MemoryOf;
import org.gridbourse.programs.ProcessRecord;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.common.BlockchainInfo;

/**
 * How a local network is doing.
 *
 * @param kind kind of network, empty if none is up
 * @param processes all that should run
 * @param peers what each organisation's gateway answers
 * @param certificateDays days until the first certificate ends, empty if there are none
 */
record NetworkStatus(Optional<String> kind, List<Program> processes, List<Peer> peers, Optional<Long> certificateDays) {

    /** A process, with 0 for what does not apply. */
    record Program(String name, boolean running, long pid, int port, long memoryMegabytes) {}

    /** An organisation's gateway: how many blocks its peer has, whether the chaincode answers through it. */
    record Peer(String organisation, String gateway, long height, boolean chaincodeAnswers, String problem) {}

    static NetworkStatus of(RunFolder folder, Instant now) {
        List<Program> processes = ProcessRecord.readAll(folder.processes()).stream()
                .map(NetworkStatus::program)
                .toList();
        Optional<ConnectionFile> connection = folder.connection();
        List<Peer> peers = connection
                .map(network -> network.organisations().stream()
                        .map(organisation -> ask(network, organisation))
                        .toList())
                .orElse(List.of());
        Optional<Long> days = connection.flatMap(network -> daysLeft(network, now));
        return new NetworkStatus(connection.map(ConnectionFile::network), processes, peers, days);
    }

    /** Whether everything runs and every organisation's gateway answers. */
    boolean usable() {
        return !peers.isEmpty()
                && !processes.isEmpty()
                && processes.stream().allMatch(Program::running)
                && peers.stream().allMatch(peer -> peer.height() > 0 && peer.chaincodeAnswers());
    }

    private static Program program(ProcessRecord record) {
        Optional<ProcessHandle> process = record.process();
        long memory = process.map(ProcessHandle::pid).map(MemoryOf::process).orElse(0L);
        return new Program(record.name(), process.isPresent(), record.pid(), record.port(), memory);
    }

    private static Peer ask(ConnectionFile network, ConnectionFile.Organisation organisation) {
        long height = 0;
        try (GatewayConnection client = GatewayConnection.open(organisation, organisation, "auditor")) {
            var channel = client.gateway().getNetwork(network.channel());
            byte[] info = channel.getContract("qscc").evaluateTransaction("GetChainInfo", network.channel());
            height = BlockchainInfo.parseFrom(info).getHeight();
            channel.getContract(network.chaincode()).evaluateTransaction("org.hyperledger.fabric:GetMetadata");
            return new Peer(organisation.name(), organisation.gateway(), height, true, "");
        } catch (GatewayException e) {
            String detail = e.getDetails().isEmpty()
                    ? e.getMessage()
                    : e.getDetails().get(0).getMessage();
            return new Peer(organisation.name(), organisation.gateway(), height, false, detail);
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            return new Peer(organisation.name(), organisation.gateway(), height, false, e.getMessage());
        }
    }

    private static Optional<Long> daysLeft(ConnectionFile network, Instant now) {
        // connection.json names .../crypto/peerOrganizations/<domain>/users
        Path crypto =
                network.organisations().get(0).users().getParent().getParent().getParent();
        return CertificateDays.firstEnd(crypto)
                .map(end -> Duration.between(now, end).toDays());
    }

    String table() {
        StringBuilder text = new StringBuilder();
        text.append(kind.map(name -> "network: " + name).orElse("no network is up"))
                .append('\n');
        if (!processes.isEmpty()) {
            text.append("%-20s %-8s %8s %6s %7s%n".formatted("process", "state", "pid", "port", "memory"));
        }
        for (Program program : processes) {
            text.append("%-20s %-8s %8d %6s %4d MB%n"
                    .formatted(
                            program.name(),
                            program.running() ? "running" : "DEAD",
                            program.pid(),
                            program.port() == 0 ? "" : Integer.toString(program.port()),
                            program.memoryMegabytes()));
        }
        for (Peer peer : peers) {
            String answer = peer.chaincodeAnswers() ? "chaincode answers" : "PROBLEM: " + peer.problem();
            text.append(
                    "%s at %s: %d blocks, %s%n".formatted(peer.organisation(), peer.gateway(), peer.height(), answer));
        }
        certificateDays.ifPresent(days -> text.append("certificates: the first ends in %d days%s%n"
                .formatted(days, days < CertificateDays.WARNING_DAYS ? " - RENEW" : "")));
        text.append(
                        usable()
                                ? "usable"
                                : "not usable; see network.log, or stop it with network/down and start it with network/up")
                .append('\n');
        return text.toString();
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("usable", usable());
        fields.put("network", kind.orElse(null));
        List<Object> programs = new ArrayList<>();
        for (Program program : processes) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("name", program.name());
            each.put("running", program.running());
            each.put("pid", program.pid());
            each.put("port", program.port());
            each.put("memoryMegabytes", program.memoryMegabytes());
            programs.add(each);
        }
        fields.put("processes", programs);
        List<Object> gateways = new ArrayList<>();
        for (Peer peer : peers) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("organisation", peer.organisation());
            each.put("gateway", peer.gateway());
            each.put("height", peer.height());
            each.put("chaincodeAnswers", peer.chaincodeAnswers());
            each.put("problem", peer.problem());
            gateways.add(each);
        }
        fields.put("peers", gateways);
        fields.put("certificateDaysLeft", certificateDays.orElse(null));
        return fields;
    }
}
