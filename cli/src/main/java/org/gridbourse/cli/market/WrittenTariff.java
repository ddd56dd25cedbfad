package org.gridbourse.cli.market;

import java.util.Set;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;

/** A tariff of the right types, whatever it says. */
record WrittenTariff(long retailMicroPerKwh, long feedInMicroPerKwh, long gridFeeMicroPerKwh) {

    static WrittenTariff read(Fields fields, CaseFile file) {
        WrittenTariff tariff = new WrittenTariff(
                fields.number("retailMicroPerKwh"),
                fields.number("feedInMicroPerKwh"),
                fields.numberOr("gridFeeMicroPerKwh", 0));
        file.ignoreOthers(fields, Set.of("retailMicroPerKwh", "feedInMicroPerKwh", "gridFeeMicroPerKwh"));
        return tariff;
    }

    /** The tariff by the rules, refused where it breaks one. */
    Tariff byTheRules() {
        return new Tariff(
                new UnitPrice(retailMicroPerKwh), new UnitPrice(feedInMicroPerKwh), new UnitPrice(gridFeeMicroPerKwh));
    }
}
