package org.gridbourse.calendar;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.MarketLimits;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.optimizer.input.Range;
import org.gridbourse.optimizer.input.YamlMap;
import org.gridbourse.optimizer.input.YamlValue;

/** Reads the tariffs of a {@code market.yaml}: validity dates, and bands by the time of day. */
final class TariffBands {
    private static final int DECIMALS = 6;
    private static final Range FEE = Range.between(0, MarketLimits.PRICE_MAX_PER_KWH);
    private static final Range PRICE = Range.between(-MarketLimits.PRICE_MAX_PER_KWH, MarketLimits.PRICE_MAX_PER_KWH);

    private TariffBands() {}

    static TariffPlan read(YamlValue value) {
        List<ValidTariff> tariffs = new ArrayList<>();
        Set<LocalDate> starts = new HashSet<>();
        for (YamlValue entry : value.list()) {
            YamlMap map = entry.map().onlyKeys("from", "until", "bands");
            map.value("from");
            LocalDate from = MarketFile.date(map, "from").orElseThrow();
            Optional<LocalDate> until = MarketFile.date(map, "until");
            MarketFile.requireOrder(map, from, until);
            if (!starts.add(from)) {
                throw map.refuse("from", "is %s, as of another tariff".formatted(from), "each date once");
            }
            tariffs.add(new ValidTariff(from, until, bands(map.value("bands"))));
        }
        if (tariffs.isEmpty()) {
            throw value.refuse("is empty", "at least one tariff");
        }
        return new TariffPlan(tariffs);
    }

    private static List<ValidTariff.Band> bands(YamlValue value) {
        List<ValidTariff.Band> bands = new ArrayList<>();
        for (YamlValue entry : value.list()) {
            YamlMap map = entry.map().onlyKeys("from", "retail", "feedIn", "gridFee");
            LocalTime from = time(map.value("from"));
            boolean begins = bands.isEmpty()
                    ? from.equals(LocalTime.MIDNIGHT)
                    : from.isAfter(bands.get(bands.size() - 1).from());
            if (!begins) {
                throw map.refuse("from", "is " + from, "\"00:00\" for the first band, then rising");
            }
            bands.add(new ValidTariff.Band(from, tariff(map)));
        }
        if (bands.isEmpty()) {
            throw value.refuse("is empty", "at least one band, from \"00:00\" on");
        }
        return bands;
    }

    static LocalTime time(YamlValue value) {
        try {
            return LocalTime.parse(value.text());
        } catch (DateTimeException none) {
            throw value.refuse("is \"" + value.text() + "\"", "a time such as \"06:30\"");
        }
    }

    private static Tariff tariff(YamlMap map) {
        UnitPrice retail = price(map, "retail", PRICE);
        UnitPrice feedIn = price(map, "feedIn", PRICE);
        if (feedIn.compareTo(retail) > 0) {
            throw map.refuse("feedIn", "is above retail", "at most " + Decimals.exact(retail));
        }
        return new Tariff(retail, feedIn, map.has("gridFee") ? price(map, "gridFee", FEE) : UnitPrice.ZERO);
    }

    private static UnitPrice price(YamlMap map, String key, Range range) {
        BigDecimal price = BigDecimal.valueOf(map.number(key, range)).stripTrailingZeros();
        if (price.scale() > DECIMALS) {
            throw map.refuse(key, "is " + price.toPlainString(), "at most %d decimals".formatted(DECIMALS));
        }
        return new UnitPrice(price.movePointRight(DECIMALS).longValueExact());
    }
}
