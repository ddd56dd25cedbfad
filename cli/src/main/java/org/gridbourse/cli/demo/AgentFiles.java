package org.gridbourse.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gridbourse.cli.community.Behaviour;
import org.gridbourse.cli.community.Community;
import org.gridbourse.cli.community.Organisation;
import org.gridbourse.cli.community.Participant;
import org.gridbourse.cli.community.Participant.ParticipantDay;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonText;

/** Writes what the network and the gateway-apps need to know of a community: its users and its nodes. */
final class AgentFiles {
    private final Community community;
    private final long seed;

    AgentFiles(Community community, long seed) {
        this.community = community;
        this.seed = seed;
    }

    void write(DemoFolder folder) throws IOException {
        Files.writeString(
                folder.users(),
                list(community.participants().stream().map(AgentFiles::user).toList()));
        for (Organisation organisation : Organisation.values()) {
            List<String> agents = community.participants().stream()
                    .filter(participant -> participant.organisation() == organisation)
                    .map(this::agent)
                    .toList();
            Files.writeString(folder.agents(organisation), list(agents));
        }
    }

    private static String user(Participant participant) {
        return """
                {"organisation": %s, "name": %s, "attributes": {"role": "prosumer", "participant": %s}}""".formatted(
                        text(participant.organisation().displayName()), text(participant.id()), text(participant.id()));
    }

    private String agent(Participant participant) {
        String sessions = IntStream.range(0, participant.days().size())
                .mapToObj(index -> session(
                        Sessions.id(community, index), participant.days().get(index)))
                .collect(Collectors.joining(",\n    ", "[", "]"));
        return """
                {"participantId": %s, "organisation": %s, "site": %s, "limitMargins": [%s, %s], "seed": %d,
                   "sessions": %s}""".formatted(
                        text(participant.id()),
                        text(participant.organisation().displayName()),
                        path(participant.siteFile()),
                        participant.limitMargins().first(),
                        participant.limitMargins().last(),
                        Seeds.of(seed, participant.id()),
                        sessions);
    }

    private static String session(String sessionId, ParticipantDay day) {
        Behaviour behaviour = day.behaviour();
        return """
                {"sessionId": %s, "forecast": %s%s, "behaviour": {"reveal": %b, "prepay": %b, "deliverFraction": %s}}""".formatted(
                text(sessionId),
                path(day.forecastFile()),
                day.actualFile().map(file -> ", \"actual\": " + path(file)).orElse(""),
                behaviour.reveal(),
                behaviour.prepay(),
                behaviour.deliverFraction());
    }

    private static String list(List<String> entries) {
        return "[\n  " + String.join(",\n  ", entries) + "\n]\n";
    }

    private static String path(Path path) {
        return text(path.toAbsolutePath().normalize().toString());
    }

    private static String text(String text) {
        return Json.write(new JsonText(text));
    }
}
