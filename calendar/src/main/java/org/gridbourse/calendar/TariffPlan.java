package org.gridbourse.calendar;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The market's tariffs one after the other; of two that hold on a day the one that began later counts. */
public record TariffPlan(List<ValidTariff> tariffs) {
    public TariffPlan {
        tariffs =
                tariffs.stream().sorted(Comparator.comparing(ValidTariff::from)).toList();
    }

    /** Empty on a day for which nothing is published. */
    Optional<ValidTariff> on(LocalDate day) {
        return tariffs.stream().filter(each -> each.holdsOn(day)).reduce((earlier, later) -> later);
    }
}
