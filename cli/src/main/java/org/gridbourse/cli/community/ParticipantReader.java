package org.gridbourse.cli.community;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.gridbourse.cli.community.Participant.ParticipantDay;
import org.gridbourse.market.quantity.MarketLimits;
import org.gridbourse.optimizer.Day;
import org.gridbourse.optimizer.DayStep;
import org.gridbourse.optimizer.Plant;
import org.gridbourse.optimizer.Position;
import org.gridbourse.optimizer.Site;
import org.gridbourse.optimizer.input.DayFile;
import org.gridbourse.optimizer.input.Faults;
import org.gridbourse.optimizer.input.Range;
import org.gridbourse.optimizer.input.SiteFile;
import org.gridbourse.optimizer.input.YamlMap;
import org.gridbourse.optimizer.input.YamlValue;

/** Reads one participant of a community file, with its site and its days. */
final class ParticipantReader {
    private static final int MONEY_DECIMALS = 9;
    private static final Range DEPOSIT = Range.between(0, 1e9);
    private static final Range SHARE = Range.between(0, 1);
    private static final Range DELIVERED = Range.between(0, 10);

    private final CommunityValues values;
    private final long energyMaxWh;
    private final Faults faults;
    private final List<String> warnings;
    private final Map<String, Integer> lineOfId = new HashMap<>();

    /**
     * @param energyMaxWh what the ledger takes of a participant in a period
     * @param warnings is told what was clipped
     */
    ParticipantReader(CommunityValues values, long energyMaxWh, Faults faults, List<String> warnings) {
        this.values = values;
        this.energyMaxWh = energyMaxWh;
        this.faults = faults;
        this.warnings = warnings;
    }

    /** Nothing where anything of it is wrong; all of that is told. */
    Optional<Participant> read(YamlMap map) {
        map.onlyKeys("id", "organisation", "site", "forecast", "actual", "deposit", "limitMargins", "behaviour");
        Optional<String> id = faults.attempt(() -> ownId(map));
        Optional<Organisation> organisation = faults.attempt(() -> organisation(map.value("organisation")));
        Optional<Path> siteFile = faults.attempt(() -> values.existing(map.value("site")));
        Optional<Site> site = siteFile.flatMap(file -> faults.attempt(() -> site(map.value("site"), file)));
        Optional<BigDecimal> deposit = faults.attempt(() -> deposit(map.value("deposit")));
        Optional<LimitMargins> margins = faults.attempt(() -> map.optional("limitMargins")
                .map(ParticipantReader::limitMargins)
                .orElse(LimitMargins.USUAL));
        Optional<List<ParticipantDay>> days = faults.attempt(() -> days(map, site));
        boolean whole =
                Stream.of(id, organisation, site, deposit, margins, days).allMatch(Optional::isPresent);
        return whole
                ? Optional.of(new Participant(
                        id.orElseThrow(),
                        organisation.orElseThrow(),
                        siteFile.orElseThrow(),
                        site.orElseThrow(),
                        deposit.orElseThrow(),
                        margins.orElseThrow(),
                        days.orElseThrow()))
                : Optional.empty();
    }

    private String ownId(YamlMap map) {
        String id = CommunityValues.id(map.value("id"));
        Integer earlier = lineOfId.putIfAbsent(id, map.value("id").line());
        if (earlier != null) {
            throw map.refuse("id", "\"%s\" stands in line %d already".formatted(id, earlier), "unique ids");
        }
        return id;
    }

    private Site site(YamlValue value, Path file) {
        Site site = SiteFile.read(file, faults);
        requireTieLine(value, site);
        return site;
    }

    /** Orders are bounded by the tie line in whole Wh per period: at least one, at most what the ledger takes. */
    private void requireTieLine(YamlValue value, Site site) {
        long wh = Position.of(0, site.tieLineKw(), values.sessions().periodMinutes())
                .netWh();
        if (wh < 1 || wh > energyMaxWh) {
            throw value.refuse(
                    "tieLineKw of %s is %s".formatted(value.text(), site.tieLineKw()),
                    "a tie line of 1 to %d Wh in a period%s"
                            .formatted(
                                    energyMaxWh,
                                    energyMaxWh < MarketLimits.ENERGY_MAX_WH
                                            ? ", what these prices can be settled with"
                                            : ""));
        }
    }

    private static Organisation organisation(YamlValue value) {
        return Organisation.named(value.text())
                .orElseThrow(() -> value.refuse("is \"" + value.text() + "\"", Organisation.NAMES));
    }

    private static BigDecimal deposit(YamlValue value) {
        BigDecimal deposit = BigDecimal.valueOf(value.number(DEPOSIT)).stripTrailingZeros();
        if (deposit.scale() > MONEY_DECIMALS) {
            throw value.refuse("is " + deposit.toPlainString(), "at most %d decimals".formatted(MONEY_DECIMALS));
        }
        return deposit;
    }

    private static LimitMargins limitMargins(YamlValue value) {
        List<YamlValue> margins = value.list();
        if (margins.size() != 2) {
            throw value.refuse("has %d numbers".formatted(margins.size()), "two numbers, each " + SHARE);
        }
        return new LimitMargins(margins.get(0).number(SHARE), margins.get(1).number(SHARE));
    }

    private List<ParticipantDay> days(YamlMap map, Optional<Site> site) {
        Optional<List<DayOfFile>> forecastFiles =
                faults.attempt(() -> values.perSession(map.value("forecast"), value -> day(value, site)));
        Optional<List<DayOfFile>> actuals = map.optional("actual")
                .flatMap(value -> faults.attempt(() -> values.perSession(value, each -> day(each, site))));
        Optional<List<Behaviour>> behaviours =
                map.optional("behaviour").map(value -> values.perSession(value, ParticipantReader::behaviour));
        List<DayOfFile> forecasts = forecastFiles.orElse(List.of());
        if (forecasts.isEmpty()) {
            return List.of();
        }
        List<ParticipantDay> days = new ArrayList<>();
        for (int session = 0; session < values.sessions().count(); session++) {
            int index = session;
            days.add(new ParticipantDay(
                    forecasts.get(index).file(),
                    forecasts.get(index).day(),
                    actuals.map(files -> files.get(index).file()),
                    behaviours.map(all -> all.get(index)).orElse(Behaviour.HONEST)));
        }
        return days;
    }

    /** A day file with as many steps as the session has periods, and no plant of which the site knows nothing. */
    private DayOfFile day(YamlValue value, Optional<Site> site) {
        Path file = values.existing(value);
        Day day = DayFile.read(file, OptionalDouble.of(values.sessions().periodMinutes()), Optional.empty());
        values.requireSteps(value, day.size());
        site.ifPresent(known -> {
            warnOfClipping(value, "pv_kw", day, DayStep::pvKw, known.pv());
            warnOfClipping(value, "wind_kw", day, DayStep::windKw, known.wind());
        });
        return new DayOfFile(file, day);
    }

    private void warnOfClipping(
            YamlValue file, String column, Day day, ToDoubleFunction<DayStep> power, Optional<Plant> plant) {
        double most = plant.map(any -> any.ratedKw().orElse(Double.MAX_VALUE)).orElse(0.0);
        long above = day.steps().stream()
                .filter(step -> power.applyAsDouble(step) > most)
                .count();
        if (above > 0) {
            warnings.add("%s: %s is clipped to %s kW in %d steps, what the site can give"
                    .formatted(
                            file.text(),
                            column,
                            BigDecimal.valueOf(most).stripTrailingZeros().toPlainString(),
                            above));
        }
    }

    private static Behaviour behaviour(YamlValue value) {
        YamlMap map = value.map().onlyKeys("reveal", "prepay", "deliverFraction");
        return new Behaviour(
                !map.has("reveal") || map.flag("reveal"),
                !map.has("prepay") || map.flag("prepay"),
                map.optionalNumber("deliverFraction", DELIVERED).orElse(1.0));
    }

    private record DayOfFile(Path file, Day day) {}
}
