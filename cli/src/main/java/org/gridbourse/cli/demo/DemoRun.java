package org.gridbourse.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.gridbourse.cli.bill.BillFiles;
import org.gridbourse.cli.bill.ParticipantBill;
import org.gridbourse.cli.community.Community;
import org.gridbourse.cli.community.Organisation;
import org.gridbourse.cli.evidence.Evidence;
import org.gridbourse.cli.installation.Installation;
import org.gridbourse.cli.output.Figures;
import org.gridbourse.cli.report.Report;
import org.gridbourse.cli.report.ReportPage;
import org.gridbourse.cli.report.Summary;
import org.gridbourse.cli.report.Verdict;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.Registration;
import org.gridbourse.optimizer.DispatchPlan;
import org.gridbourse.optimizer.Position;
import org.gridbourse.programs.Children;

/** One run of a demo's processes, in order: start, register, trade, audit, tell. */
final class DemoRun {
    private static final int LEAST_GRACE_SECONDS = 8;
    private static final int MOST_GRACE_SECONDS = 120;

    private final Installation installation;
    private final PlannedDay day;
    private final DemoFolder folder;
    private final Children children;
    private final Narrator narrator;
    private final GatewayPorts ports;
    private final Stopwatch stopwatch = new Stopwatch();

    DemoRun(
            Installation installation,
            PlannedDay day,
            DemoFolder folder,
            Children children,
            GatewayPorts ports,
            Narrator narrator) {
        this.ports = ports;
        this.installation = installation;
        this.day = day;
        this.folder = folder;
        this.children = children;
        this.narrator = narrator;
    }

    /** Answers whether the audit found the ledger sound and the books balance. */
    boolean run(boolean keepRunning) throws IOException {
        Map<Organisation, GatewayClient> gateways;
        Report report;
        ResumeHint hint = new ResumeHint(folder.root(), narrator);
        try {
            CompletableFuture<Void> plansDrawn = CompletableFuture.runAsync(() -> draw(day.plans()));
            gateways = start();
            stopwatch.lap("networkUp");
            trade(gateways);
            stopwatch.lap("session");
            join(plansDrawn);
            report = audit(plans(gateways));
            write(report);
        } finally {
            hint.close();
        }
        if (keepRunning) {
            keepRunning(gateways);
        }
        return report.verdict().valid() && report.evidence().sum().isZero();
    }

    private void draw(Map<String, List<DispatchPlan>> plans) {
        new PlanFiles(folder.root().resolve("dispatch"), Sessions.ids(day.community()), narrator).write(plans);
    }

    /** As the nodes made them: each session began with what the meters saw in the storages at the end of the one before. */
    private Map<String, List<DispatchPlan>> plans(Map<Organisation, GatewayClient> gateways) {
        NodeStates states = new NodeStates(Sessions.ids(day.community()), gateways.values());
        if (!states.differFrom(day.plans())) {
            return day.plans();
        }
        Map<String, List<DispatchPlan>> plans =
                new DayPlans(day.community(), day.state().seed()).make(states::after);
        draw(plans);
        return plans;
    }

    private Map<Organisation, GatewayClient> start() throws IOException {
        Programs programs = new Programs(installation, folder, children, ports);
        programs.startNetwork(day.state().network());
        narrator.tell("the %s network is up: a transaction of two organisations has been committed"
                .formatted(day.state().network()));
        Map<Organisation, GatewayClient> gateways = programs.startGateways();
        narrator.tell("the gateway-apps of three organisations are up");
        return gateways;
    }

    private void trade(Map<Organisation, GatewayClient> gateways) {
        Community community = day.community();
        new Registration(gateways.get(Organisation.GRID), gateways.values()).registerAll(members(community));
        narrator.tell("%d participants and their meters are registered, deposits are booked"
                .formatted(community.participants().size()));
        GatewayClient operator = gateways.get(Organisation.GRID);
        StoryTeller story = new StoryTeller(operator, narrator);
        SessionDesk desk = new SessionDesk(community, operator, children, story, graceSeconds());
        for (int index = 0; index < community.sessions().count(); index++) {
            desk.run(index);
        }
    }

    private static List<Registration.Member> members(Community community) {
        int minutes = community.sessions().periodMinutes();
        return community.participants().stream()
                .map(each -> new Registration.Member(
                        each.id(),
                        each.organisation().displayName(),
                        Position.of(0, each.site().tieLineKw(), minutes).netWh(),
                        each.deposit()))
                .toList();
    }

    /** A machine that was slow to start is slow to act: nobody is to lose a bond for that. */
    private int graceSeconds() {
        double startSeconds = stopwatch.seconds().get("networkUp");
        return (int) Math.max(LEAST_GRACE_SECONDS, Math.min(MOST_GRACE_SECONDS, startSeconds / 3));
    }

    private Report audit(Map<String, List<DispatchPlan>> plans) throws IOException {
        LedgerAudit audit = new LedgerAudit(folder);
        Verdict verdict = audit.run();
        Evidence evidence = audit.evidence();
        List<ParticipantBill> bills = ParticipantBill.all(evidence);
        stopwatch.lap("audit");
        tellResults(bills, verdict);
        return new Report(
                day.community(),
                day.state().network(),
                day.state().seed(),
                evidence,
                bills,
                plans,
                narrator.told(),
                verdict);
    }

    private void tellResults(List<ParticipantBill> bills, Verdict verdict) {
        for (ParticipantBill bill : bills) {
            narrator.tell("%s: %s %s with the market, %s with the grid alone, saved %s; credit %d -> %d"
                    .formatted(
                            bill.participantId(),
                            Figures.money(bill.withMarket()),
                            day.community().currency(),
                            Figures.money(bill.gridOnly()),
                            Figures.signedMoney(bill.saved()),
                            bill.creditBefore(),
                            bill.creditAfter()));
        }
        narrator.tell(
                verdict.valid()
                        ? "the audit of %d blocks found the ledger sound".formatted(verdict.blocks())
                        : "the audit has %d findings"
                                .formatted(verdict.findings().size()));
        verdict.findings().forEach(narrator::tell);
    }

    private static void join(CompletableFuture<Void> work) {
        try {
            work.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void write(Report report) throws IOException {
        new BillFiles(
                        folder.root().resolve("bills"),
                        day.community().currency(),
                        report.evidence().sessions())
                .write(report.bills());
        Files.writeString(folder.root().resolve("report.html"), ReportPage.of(report));
        Files.writeString(folder.root().resolve("summary.json"), Summary.of(report, stopwatch.seconds()));
        Path root = folder.root();
        narrator.mention("Report: " + root.resolve("report.html").toUri());
        narrator.mention("""
                What next:
                  scripts/gridbourse audit verify --blocks '%s' --genesis '%s'
                  scripts/gridbourse audit explain TRADE_ID --blocks '%s' --genesis '%s'   # ids in '%s'
                  scripts/demo --keep-running   # leaves the pages and the command line something to ask""".formatted(
                        root.resolve("blocks"),
                        root.resolve("genesis.pb"),
                        root.resolve("blocks"),
                        root.resolve("genesis.pb"),
                        root.resolve("export").resolve("trades.csv")));
    }

    private void keepRunning(Map<Organisation, GatewayClient> gateways) {
        gateways.forEach((organisation, gateway) -> narrator.mention(
                "Pages of %-5s  %s/#token=%s".formatted(organisation.displayName(), gateway.base(), gateway.token())));
        String participant = day.community().participants().get(0).id();
        String session = Sessions.id(day.community(), 0);
        narrator.mention(
                """
                In another terminal:
                  export GRIDBOURSE_GATEWAY=%s
                  scripts/gridbourse operator session %s
                  scripts/gridbourse prosumer bill --session %s --participant %s
                  scripts/gridbourse prosumer credit --participant %s
                Running until Ctrl-C.""".formatted(gateways.get(Organisation.GRID).base(), session, session, participant, participant));
        children.await("Ctrl-C", Duration.ofDays(365), Duration.ofSeconds(1), () -> false);
    }
}
