package org.gridbourse.cli.simulate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.optimizer.JsonWriter;

/**
 * A simulation for programs and for people.
 *
 * @param settle pool or grid
 * @param forecast perfect or node
 * @param regret what lies would bring, where asked for
 */
record SimulationAnswer(
        World world,
        DaySimulation simulation,
        String settle,
        String forecast,
        long seed,
        List<DayOutcome> days,
        Optional<Regret> regret) {
    private static final double NANO = 1e-9;
    private static final double KWH = 1e-3;
    private static final double MILLIS = 1e-6;
    /** What rounding and the proof may cost a participant a day, in Wh at the highest retail price. */
    private static final double TOLERANCE_WH = 4;

    String json() {
        JsonWriter json = new JsonWriter().beginObject();
        json.key("world").value(world.name());
        json.key("strategy").value(strategy());
        json.key("settle").value(settle);
        json.key("forecast").value(forecast);
        if (simulation.knowing().again()) {
            json.key("againEveryHours").value(simulation.knowing().everyHours());
        }
        json.key("seed").value(seed);
        json.key("currency").value(world.currency());
        json.key("participants").value(world.households().size());
        json.key("periods").value(world.periods()).line();
        json.key("days").beginArray();
        days.forEach(day -> write(day, json));
        json.endArray().line();
        writeResults(json);
        json.key("solverMillisPerDay").value(rounded(millisPerDay(true)));
        json.key("checkMillisPerDay").value(rounded(millisPerDay(false)));
        return json.endObject() + "\n";
    }

    private void writeResults(JsonWriter json) {
        json.key("score").beginObject();
        json.key("mean").value(rounded(meanScore()));
        json.key("worstDay").value(rounded(worstDay()));
        json.endObject().line();
        json.key("results").beginArray();
        costs().forEach((id, costs) -> json.line()
                .beginObject()
                .key("participantId")
                .value(id)
                .key("aloneCost")
                .value(rounded(costs[0]))
                .key("marketCost")
                .value(rounded(costs[1]))
                .endObject());
        json.endArray().line();
        json.key("jain").value(rounded(jain()));
        regret.ifPresent(lies -> {
            json.key("regret").beginObject();
            json.key("median").value(rounded(lies.median()));
            json.key("top").value(rounded(lies.top()));
            json.key("topLie").value(lies.topLie());
            json.key("topParticipantId").value(lies.topParticipant());
            json.endObject();
        });
    }

    private void write(DayOutcome day, JsonWriter json) {
        json.line().beginObject();
        json.key("day").value(day.day().toString());
        json.key("aloneCost").value(rounded(day.aloneCost()));
        json.key("marketCost").value(rounded(day.marketCost()));
        json.key("centralCost").value(rounded(day.centralCost()));
        json.key("score").value(rounded(day.score()));
        json.key("worseOff").value(day.worseOff(tolerance()));
        json.key("priceSetters").value(day.priceSetters());
        json.key("certifiedGap").value(rounded(day.gapNano() * NANO));
        json.key("peerKwh").value(rounded(day.peerWh() * KWH));
        json.endObject();
    }

    private double tolerance() {
        return TOLERANCE_WH * world.highestRetailMicro() * NANO;
    }

    String strategy() {
        return simulation.strategy().name().toLowerCase(Locale.ROOT);
    }

    Map<String, double[]> costs() {
        return Simulation.costs(days);
    }

    double meanScore() {
        return DayOutcome.score(sum(DayOutcome::aloneCost), sum(DayOutcome::marketCost), sum(DayOutcome::centralCost));
    }

    private double sum(java.util.function.ToDoubleFunction<DayOutcome> cost) {
        return days.stream().mapToDouble(cost).sum();
    }

    double worstDay() {
        return days.stream()
                .mapToDouble(DayOutcome::score)
                .filter(score -> !Double.isNaN(score))
                .min()
                .orElse(Double.NaN);
    }

    /** Jain's index of what each saves per kWh consumed: 1 where all save alike. */
    private double jain() {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (double[] costs : costs().values()) {
            double saved = Math.max(0, costs[0] - costs[1]) / Math.max(1, costs[2]);
            sum += saved;
            squares += saved * saved;
            count++;
        }
        return squares > 0 ? sum * sum / (count * squares) : 1;
    }

    private double millisPerDay(boolean solver) {
        return days.stream()
                        .mapToLong(day ->
                                solver ? day.nanos().solver() : day.nanos().check())
                        .average()
                        .orElse(0)
                * MILLIS;
    }

    private static double rounded(double value) {
        boolean finite = !Double.isNaN(value) && !Double.isInfinite(value);
        return finite ? new BigDecimal(value).round(new MathContext(9)).doubleValue() : Double.NaN;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(
                "%s: %d participants, %d periods a day, %d days; %s orders, deviations settled by the %s, %s forecasts%n"
                        .formatted(
                                world.name(),
                                world.households().size(),
                                world.periods(),
                                days.size(),
                                strategy(),
                                settle,
                                forecast));
        text.append("Alone %.2f %s, with the market %.2f, one planner who knows each day %.2f%n"
                .formatted(
                        sum(DayOutcome::aloneCost),
                        world.currency(),
                        sum(DayOutcome::marketCost),
                        sum(DayOutcome::centralCost)));
        text.append("Score: %s of the possible saving, worst day %s%n%n"
                .formatted(percent(meanScore()), percent(worstDay())));
        text.append("%-34s %12s %12s %12s%n".formatted("participant", "alone", "market", "saved"));
        costs().forEach((id, costs) ->
                text.append("%-34s %12.2f %12.2f %12.2f%n".formatted(id, costs[0], costs[1], costs[0] - costs[1])));
        regret.ifPresent(lies -> text.append("%nBest lies: median %s of the own consumption, best %s (%s, %s)%n"
                .formatted(percent(lies.median()), percent(lies.top()), lies.topParticipant(), lies.topLie())));
        return text.toString();
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : "%.2f %%".formatted(100 * share);
    }
}
