package org.gridbourse.cli.community;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.MarketLimits;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.optimizer.input.CsvTable;
import org.gridbourse.optimizer.input.Range;

/** Reads {@code tariff.csv}: what the grid charges and pays per period, in currency units with up to six decimals. */
public final class TariffFile {
    private static final String RETAIL = "retail_per_kwh";
    private static final String FEED_IN = "feed_in_per_kwh";
    private static final String GRID_FEE = "grid_fee_per_kwh";
    private static final int DECIMALS = 6;
    private static final Range FEE = Range.between(0, MarketLimits.PRICE_MAX_PER_KWH);
    private static final Range PRICE = Range.between(-MarketLimits.PRICE_MAX_PER_KWH, MarketLimits.PRICE_MAX_PER_KWH);

    private final CsvTable table;

    private TariffFile(CsvTable table) {
        this.table = table;
    }

    /** One tariff per row, as many as there are. */
    public static List<Tariff> read(Path file) {
        CsvTable table = CsvTable.read(file, List.of(RETAIL, FEED_IN, GRID_FEE), Set.of(GRID_FEE));
        table.requireStartOfDay();
        TariffFile tariffFile = new TariffFile(table);
        List<Tariff> tariffs = new ArrayList<>();
        for (int row = 0; row < table.size(); row++) {
            tariffs.add(tariffFile.tariff(row));
        }
        return tariffs;
    }

    private Tariff tariff(int row) {
        UnitPrice retail = price(row, RETAIL, PRICE);
        UnitPrice feedIn = price(row, FEED_IN, PRICE);
        if (feedIn.compareTo(retail) > 0) {
            throw table.refuse(row, FEED_IN, "is above retail", "at most " + Decimals.exact(retail));
        }
        return new Tariff(retail, feedIn, table.has(GRID_FEE) ? price(row, GRID_FEE, FEE) : UnitPrice.ZERO);
    }

    private UnitPrice price(int row, String column, Range range) {
        BigDecimal price = BigDecimal.valueOf(table.number(row, column, range)).stripTrailingZeros();
        if (price.scale() > DECIMALS) {
            throw table.refuse(row, column, "is " + price.toPlainString(), "at most %d decimals".formatted(DECIMALS));
        }
        return new UnitPrice(price.movePointRight(DECIMALS).longValueExact());
    }
}
