package org.gridbourse.cli.hosting;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.gridbourse.calendar.DayWords;
import org.gridbourse.calendar.Market;
import org.gridbourse.calendar.MarketCalendar;
import org.gridbourse.calendar.MarketFile;
import org.gridbourse.calendar.SimulatedDays;
import org.gridbourse.cli.output.IndentedJson;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.programs.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a {@code market.yaml} and says what will happen on a date. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Reads market.yaml and says what will happen for a delivery day: sessions, gates, tariff.",
        footer = {
            "",
            "Exit code 1: no session is held on one of the days. 2: market.yaml cannot be read, with line and key.",
            "Example: scripts/gridbourse market check examples/market --date 2026-03-29"
        })
final class CheckCommand implements Callable<Integer> {
    private static final int DAYS_MAX = 400;
    private static final int CLOCK_CHANGES = 2;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder with a market.yaml.")
    private Path folder;

    @Option(
            names = "--date",
            paramLabel = "YYYY-MM-DD",
            description = "Delivery day. Default: tomorrow and the next two days on which the clock is changed.")
    private LocalDate date;

    @Option(names = "--days", paramLabel = "N", defaultValue = "1", description = "So many days from --date on.")
    private int days;

    @Option(names = "--json", description = "The same as JSON, and nothing else, on stdout.")
    private boolean json;

    @Override
    public Integer call() {
        if (days < 1 || days > DAYS_MAX) {
            throw new ParameterException(
                    spec.commandLine(), "--days is %d; allowed: 1 to %d".formatted(days, DAYS_MAX));
        }
        Market market = MarketFile.read(folder);
        if (market.simulated().isPresent()) {
            return playground(market, market.simulated().get());
        }
        MarketCalendar calendar = market.calendar();
        List<LocalDate> asked = asked(calendar);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(IndentedJson.of(answer(market, asked)));
        } else {
            out.println("%s, %s, times of %s".formatted(market.name(), calendar.currency(), calendar.zone()));
            DayWords words = new DayWords(calendar);
            for (LocalDate day : asked) {
                out.println();
                words.of(day).forEach(out::println);
            }
        }
        out.flush();
        boolean each = asked.stream().noneMatch(day -> calendar.sessionsOf(day).isEmpty());
        return each ? ExitCode.GOOD : ExitCode.NO;
    }

    private int playground(Market market, SimulatedDays days) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(IndentedJson.of(new CalendarJson(market).of(days)));
        } else {
            out.println(
                    "%s, %s: a playground. Each session delivers a simulated day of %s, the first one %s, in periods of %d minutes; the next one is announced every %d s."
                            .formatted(
                                    market.name(),
                                    days.currency(),
                                    days.zone(),
                                    days.firstDay(),
                                    days.periodMinutes(),
                                    days.everySeconds()));
        }
        out.flush();
        return ExitCode.GOOD;
    }

    private JsonValue answer(Market market, List<LocalDate> asked) {
        CalendarJson calendar = new CalendarJson(market);
        return asked.size() == 1
                ? calendar.of(asked.get(0))
                : JsonArray.of(asked.stream().map(calendar::of).toList());
    }

    private List<LocalDate> asked(MarketCalendar calendar) {
        if (date != null) {
            return date.datesUntil(date.plusDays(days)).toList();
        }
        Clock clock = Clock.system(calendar.zone());
        List<LocalDate> asked = new ArrayList<>(List.of(LocalDate.now(clock).plusDays(1)));
        ZoneOffsetTransition change = calendar.zone().getRules().nextTransition(clock.instant());
        for (int i = 0; i < CLOCK_CHANGES && change != null; i++) {
            asked.add(change.getDateTimeBefore().toLocalDate());
            change = calendar.zone().getRules().nextTransition(change.getInstant());
        }
        return asked.stream().distinct().toList();
    }
}
