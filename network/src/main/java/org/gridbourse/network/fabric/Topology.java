package org.gridbourse.network.fabric;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gridbourse.network.genesis.Batch;
import org.gridbourse.network.genesis.ChannelConfiguration;
import org.gridbourse.network.genesis.Consensus;
import org.gridbourse.network.genesis.Endpoint;
import org.gridbourse.network.genesis.Member;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.identity.Organisation;

/**
 * Who runs what on which port. All ports follow from one base, 7050 by default: organisation number i (from 0) has its
 * orderer at base + 10i, its peer at base + 10i + 1; operations are 2000 higher, chaincode from base + 2051 on.
 *
 * @param portBase the first port
 * @param consensus how the orderers agree
 * @param peers one for each organisation that trades
 * @param orderers one for each organisation that orders
 */
public record Topology(int portBase, Consensus consensus, List<PeerNode> peers, List<OrdererNode> orderers) {
    /** The port base of a network that nobody asked to be elsewhere. */
    public static final int STANDARD_PORT_BASE = 7050;

    private static final int OPERATIONS = 2_000;
    private static final int CHAINCODE = 2_051;

    public Topology {
        peers = List.copyOf(peers);
        orderers = List.copyOf(orderers);
    }

    /** Grid, North and South; with Byzantine ordering a regulator has the fourth orderer. */
    public static Topology of(int portBase, Consensus consensus) {
        return of(portBase, consensus, Organisation.peers());
    }

    /** Organisations that each have a peer and an orderer. */
    public static Topology of(int portBase, Consensus consensus, List<Organisation> founders) {
        return of(portBase, consensus, founders, List.of());
    }

    /** The same with organisations that joined later; they have a peer and no orderer. */
    static Topology of(int portBase, Consensus consensus, List<Organisation> founders, List<String> newcomers) {
        List<Organisation> ordering = new ArrayList<>(
                founders.stream().map(Organisation::orderingSide).toList());
        if (consensus == Consensus.BFT) {
            // with three organisations one of them would have two of the four votes
            ordering.add(Organisation.orderer("Regulator"));
        }
        List<Organisation> trading = new ArrayList<>(founders);
        newcomers.forEach(name -> trading.add(Organisation.peer(name)));
        List<PeerNode> peers = new ArrayList<>();
        for (int i = 0; i < trading.size(); i++) {
            int first = portBase + 10 * i;
            peers.add(new PeerNode(
                    trading.get(i), first + 1, first + 2, first + OPERATIONS + 1, portBase + CHAINCODE + i));
        }
        List<OrdererNode> orderers = new ArrayList<>();
        for (int i = 0; i < ordering.size(); i++) {
            int first = portBase + 10 * i;
            orderers.add(new OrdererNode(ordering.get(i), first, first + 3, first + OPERATIONS));
        }
        return new Topology(portBase, consensus, peers, orderers);
    }

    public List<Organisation> organisations() {
        List<Organisation> all = new ArrayList<>();
        peers.forEach(peer -> all.add(peer.organisation()));
        orderers.forEach(orderer -> all.add(orderer.organisation()));
        return all;
    }

    /** The channel's configuration with every node where it is placed. */
    ChannelConfiguration configuration(String channel, Identities identities, Placement placement) {
        List<Member> trading = peers.stream()
                .map(peer -> member(identities, placement, peer.organisation(), peer.port()))
                .toList();
        List<Member> ordering = orderers.stream()
                .map(orderer -> member(identities, placement, orderer.organisation(), orderer.port()))
                .toList();
        return new ChannelConfiguration(channel, consensus, Batch.standard(), trading, ordering);
    }

    static Member member(Identities identities, Placement placement, Organisation organisation, int port) {
        Endpoint endpoint = new Endpoint(placement.host(organisation), port);
        return Member.at(identities.organisation(organisation.name()), endpoint);
    }

    /** What every port is for. */
    public Map<Integer, String> ports() {
        Map<Integer, String> ports = new LinkedHashMap<>();
        for (OrdererNode orderer : orderers) {
            ports.put(orderer.port(), orderer.name());
            ports.put(orderer.adminPort(), orderer.name() + " administration");
            ports.put(orderer.operationsPort(), orderer.name() + " operations");
        }
        peers.forEach(peer -> ports.putAll(peer.ports()));
        return ports;
    }
}
