package org.gridbourse.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.gridbourse.cli.bill.Bill;
import org.gridbourse.cli.bill.BillFiles;
import org.gridbourse.cli.bill.Bills;
import org.gridbourse.cli.community.Community;
import org.gridbourse.cli.community.CommunityFile;
import org.gridbourse.cli.community.Organisation;
import org.gridbourse.cli.evidence.Evidence;
import org.gridbourse.cli.report.Figures;
import org.gridbourse.cli.report.Report;
import org.gridbourse.cli.report.ReportPage;
import org.gridbourse.cli.report.Summary;
import org.gridbourse.cli.report.Verdict;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.optimizer.DispatchPlan;

/** The order of a demo's day. */
final class Demo {
    private final Installation installation;
    private final Path out;
    private final Narrator narrator;

    Demo(Installation installation, Path out, Narrator narrator) {
        this.installation = installation;
        this.out = out;
        this.narrator = narrator;
    }

    /** A new day; answers whether the audit found the ledger sound. */
    boolean run(DemoState state, boolean keepRunning) throws IOException {
        Prepared day = prepare(state);
        try (DemoFolder folder = DemoFolder.fresh(out)) {
            state.write(folder);
            new AgentFiles(day.community(), state.seed()).write(folder);
            return run(state, day, folder, keepRunning);
        }
    }

    /** Goes on with a day whose processes were killed. */
    boolean resume(boolean keepRunning) throws IOException {
        try (DemoFolder folder = DemoFolder.interrupted(out)) {
            DemoState state = DemoState.read(folder);
            narrator.mention("Going on with the day in " + out);
            return run(state, prepare(state), folder, keepRunning);
        }
    }

    /** Everything that can be refused is refused here, before anything starts. */
    private Prepared prepare(DemoState state) {
        Community community = CommunityFile.read(state.community());
        community.warnings().forEach(narrator::mention);
        return new Prepared(community, new DayPlans(community, state.seed()).make());
    }

    private record Prepared(Community community, Map<String, List<DispatchPlan>> plans) {}

    private boolean run(DemoState state, Prepared day, DemoFolder folder, boolean keepRunning) throws IOException {
        new PlanFiles(folder.root().resolve("dispatch"), Sessions.ids(day.community()), narrator).write(day.plans());
        narrator.tell("%s: %d microgrids planned their days"
                .formatted(
                        day.community().name(), day.community().participants().size()));
        try (Children children = new Children()) {
            Stopwatch stopwatch = new Stopwatch();
            Programs programs = new Programs(installation, folder, children);
            PlanFiles planFiles =
                    new PlanFiles(folder.root().resolve("dispatch"), Sessions.ids(day.community()), narrator);
            CompletableFuture<Void> plansWritten = CompletableFuture.runAsync(() -> planFiles.write(day.plans()));
            programs.startNetwork(state.network());
            Map<Organisation, GatewayClient> gateways = programs.startGateways();
            stopwatch.lap("networkUp");
            narrator.tell(
                    "the %s network and the gateway-apps of three organisations are up".formatted(state.network()));
            trade(day.community(), gateways, children);
            stopwatch.lap("session");
            boolean sound = audit(state, day, folder, stopwatch);
            join(plansWritten);
            if (keepRunning) {
                keepRunning(gateways, children);
            }
            return sound;
        }
    }

    private static void join(CompletableFuture<Void> work) {
        try {
            work.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void trade(Community community, Map<Organisation, GatewayClient> gateways, Children children) {
        new Registration(community, gateways).registerAll();
        narrator.tell("%d participants and their meters are registered, deposits are booked"
                .formatted(community.participants().size()));
        GatewayClient operator = gateways.get(Organisation.GRID);
        SessionDesk desk = new SessionDesk(community, operator, children, new StoryTeller(operator, narrator));
        for (int index = 0; index < community.sessions().count(); index++) {
            desk.run(index);
        }
    }

    private boolean audit(DemoState state, Prepared day, DemoFolder folder, Stopwatch stopwatch) throws IOException {
        LedgerAudit audit = new LedgerAudit(folder);
        Verdict verdict = audit.run();
        Evidence evidence = audit.evidence();
        List<Bill> bills = Bills.of(evidence);
        stopwatch.lap("audit");
        tellResults(bills, verdict, day.community().currency());
        Report report = new Report(
                day.community(), state.network(), state.seed(), evidence, bills, day.plans(), narrator.told(), verdict);
        new BillFiles(folder.root().resolve("bills"), day.community().currency()).write(bills);
        Files.writeString(folder.root().resolve("report.html"), ReportPage.of(report));
        Files.writeString(folder.root().resolve("summary.json"), Summary.of(report, stopwatch.seconds()));
        narrator.mention("Report: " + folder.root().resolve("report.html").toUri());
        return verdict.valid() && report.sumNano() == 0;
    }

    private void tellResults(List<Bill> bills, Verdict verdict, String currency) {
        for (Bill bill : bills) {
            narrator.tell("%s: %s %s with the market, %s with the grid alone, saved %s; credit %d -> %d"
                    .formatted(
                            bill.participantId(),
                            Figures.money(bill.withMarketNano()),
                            currency,
                            Figures.money(bill.gridOnlyNano()),
                            Figures.signedMoney(bill.savedNano()),
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

    private void keepRunning(Map<Organisation, GatewayClient> gateways, Children children) {
        gateways.forEach((organisation, gateway) ->
                narrator.mention("%-5s  %s".formatted(organisation.displayName(), gateway.base())));
        narrator.mention("Running until Ctrl-C.");
        children.await("Ctrl-C", Duration.ofDays(365), Duration.ofSeconds(1), () -> false);
    }
}
