package org.gridbourse.cli.operator;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gridbourse.cli.community.TariffFile;
import org.gridbourse.cli.rest.Announcement;
import org.gridbourse.cli.rest.Announcement.Pace;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.GatewayVerb;
import org.gridbourse.market.json.JsonValue;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gridbourse operator announce}. */
@Command(
        name = "announce",
        description =
                "Announces a session, which the grid company's gateway-app then leads to its end, and says when its"
                        + " gate closes, when it delivers and when it settles.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "On a real ledger the gate closes an hour before delivery (where that is near, half of the time before it),"
                    + " a session is settled after its last period and closed a day later. On a simulated ledger it"
                    + " runs at once, unless --no-at-once or --gate-closes is given.",
            "Example: scripts/gridbourse operator announce --session s-1 --start 2026-06-15T00:00:00Z --period-minutes 60"
                    + " --tariff examples/village/tariff.csv",
            "Example: scripts/gridbourse operator announce --session s-1-noon --adds-to s-1 --periods 12,13,14,15"
        })
final class AnnounceCommand extends GatewayVerb {
    @Option(
            names = "--session",
            paramLabel = "ID",
            required = true,
            description = "Session id, 1 to 64 letters, digits, - and _.")
    private String sessionId;

    @ArgGroup(multiplicity = "1")
    private Periods periods;

    @Option(
            names = "--gate-closes",
            paramLabel = "INSTANT",
            description = "When the last order is taken, in UTC; at least 20 minutes before delivery.")
    private Optional<Instant> gateCloses;

    @Option(
            names = "--at-once",
            negatable = true,
            description = "On simulated ledgers: runs as fast as everybody acts, whatever its hours say (--at-once), or"
                    + " keeps the times of a real one (--no-at-once).")
    private Optional<Boolean> atOnce;

    @Option(
            names = "--grace-seconds",
            paramLabel = "N",
            description =
                    "Silence after which nobody is waited for any more: on a simulated ledger in each phase, default"
                            + " 8; on a real one for meters after the last period, default 21600.")
    private Optional<Integer> graceSeconds;

    @Option(
            names = "--max-seconds",
            paramLabel = "N",
            description = "After which it goes on in any case, at least --grace-seconds; default: 60, on a real ledger"
                    + " 86400.")
    private Optional<Integer> maxSeconds;

    /** Periods of its own, or those of another session. */
    static final class Periods {
        @ArgGroup(exclusive = false)
        private Own own;

        @ArgGroup(exclusive = false)
        private Added added;
    }

    static final class Own {
        @Option(
                names = "--start",
                paramLabel = "INSTANT",
                required = true,
                description = "First period, in UTC, such as 2026-06-15T00:00:00Z.")
        private Instant start;

        @Option(names = "--period-minutes", paramLabel = "N", required = true, description = "Length of a period.")
        private int periodMinutes;

        @Option(
                names = "--tariff",
                paramLabel = "FILE",
                required = true,
                description = "tariff.csv, one row per period.")
        private Path tariff;

        @Option(names = "--currency", paramLabel = "CODE", defaultValue = "CNY", description = "Default: CNY.")
        private String currency;
    }

    static final class Added {
        @Option(
                names = "--adds-to",
                paramLabel = "ID",
                required = true,
                description = "A session in delivery: what is traded in addition is delivered and settled with it.")
        private String baseSessionId;

        @Option(
                names = "--periods",
                paramLabel = "N,N,...",
                split = ",",
                required = true,
                description = "Periods of that session, counted from 0, rising.")
        private List<Integer> periods;
    }

    @Override
    protected JsonValue ask(GatewayClient client) {
        Pace pace = new Pace(atOnce, gateCloses, graceSeconds, maxSeconds);
        Announcement announcement = periods.own != null
                ? Announcement.of(
                        sessionId,
                        new Announcement.Delivery(
                                periods.own.currency,
                                periods.own.start,
                                periods.own.periodMinutes,
                                TariffFile.read(periods.own.tariff)),
                        pace)
                : Announcement.addingTo(sessionId, periods.added.baseSessionId, periods.added.periods, pace);
        return client.post("/api/sessions", announcement.body());
    }

    @Override
    protected String words(JsonValue answer) {
        return OperatorAnswers.announced(answer);
    }
}
