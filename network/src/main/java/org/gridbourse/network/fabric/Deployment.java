package org.gridbourse.network.fabric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.fabric.json.Json;
import org.gridbourse.network.genesis.Consensus;
import org.gridbourse.network.local.PortChoice;
import org.gridbourse.programs.SurroundingsException;

/**
 * What a network was made with, kept beside its ledger: a later start must go on with the same.
 *
 * @param portBase ports are in the genesis block
 * @param consensus so is the kind of ordering
 * @param chaincodeVersion version of the chaincode in force
 * @param sequence sequence of its definition
 * @param newcomers organisations that joined after the first block
 */
record Deployment(int portBase, Consensus consensus, String chaincodeVersion, int sequence, List<String> newcomers) {

    private static final String FIRST_VERSION = "1";

    Deployment {
        newcomers = List.copyOf(newcomers);
    }

    /** For a new ledger. */
    static Deployment first(PortChoice ports, Consensus consensus) {
        int base =
                switch (ports.kind()) {
                    case AUTO -> PortBase.free(consensus, new SecureRandom());
                    case BASE -> ports.base();
                    case UNSAID, STANDARD -> Topology.STANDARD_PORT_BASE;
                };
        return new Deployment(base, consensus, FIRST_VERSION, 1, List.of());
    }

    /** The same ledger again; refuses what would not fit it. */
    Deployment continuedWith(PortChoice ports, Consensus wanted) {
        boolean otherPorts =
                switch (ports.kind()) {
                    case UNSAID, AUTO -> false;
                    case BASE -> ports.base() != portBase;
                    case STANDARD -> Topology.STANDARD_PORT_BASE != portBase;
                };
        if (otherPorts) {
            throw new SurroundingsException(
                    "the ledger was made with ports from %d on, and they are in its first block; leave --ports out, or start a new ledger with --clean"
                            .formatted(portBase));
        }
        if (wanted != consensus) {
            throw new SurroundingsException(
                    "the ledger was made with ordering %s; go on with it, or start a new ledger with --clean"
                            .formatted(consensus.type()));
        }
        return this;
    }

    /** After an upgrade of the chaincode. */
    Deployment next(String version) {
        return new Deployment(portBase, consensus, version, sequence + 1, newcomers);
    }

    /** After another organisation has joined. */
    Deployment with(String newcomer) {
        List<String> all = new ArrayList<>(newcomers);
        all.add(newcomer);
        return new Deployment(portBase, consensus, chaincodeVersion, sequence, all);
    }

    static Optional<Deployment> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            if (Json.read(file) instanceof Map<?, ?> fields
                    && fields.get("portBase") instanceof Integer portBase
                    && fields.get("consensus") instanceof String consensus
                    && fields.get("chaincodeVersion") instanceof String version
                    && fields.get("sequence") instanceof Integer sequence
                    && fields.get("newcomers") instanceof List<?> newcomers) {
                List<String> names = newcomers.stream().map(Object::toString).toList();
                return Optional.of(new Deployment(portBase, Consensus.valueOf(consensus), version, sequence, names));
            }
            throw new IllegalArgumentException(file + " is damaged; start anew with --clean");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(Path file) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("portBase", portBase);
        fields.put("consensus", consensus);
        fields.put("chaincodeVersion", chaincodeVersion);
        fields.put("sequence", sequence);
        fields.put("newcomers", newcomers);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, Json.pretty(fields));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
