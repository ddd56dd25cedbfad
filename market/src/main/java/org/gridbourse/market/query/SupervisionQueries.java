package org.gridbourse.market.query;

import java.util.List;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.request.AskList;
import org.gridbourse.market.request.AskSupervision;
import org.gridbourse.market.request.AskSurveillance;
import org.gridbourse.market.state.Access;
import org.gridbourse.market.state.StateView;

/** What operator and auditors ask: {@link Reconciliation}, {@link Surveillance} and {@link Supervision}. */
public final class SupervisionQueries {
    private SupervisionQueries() {}

    public static List<Query<?>> queries() {
        return List.of(
                new Query<>(
                        AskList.RECONCILIATION, AskList.of(AskList.RECONCILIATION), SupervisionQueries::reconciliation),
                new Query<>(AskSurveillance.FUNCTION, AskSurveillance::read, Surveillance::answer),
                new Query<>(AskSupervision.FUNCTION, AskSupervision::read, (view, request) -> Supervision.answer(
                                view, request)
                        .toJson()));
    }

    private static JsonObject reconciliation(StateView view, AskList request) {
        Access.requireSupervision(view);
        Page page = Page.of(request.page());
        Reconciliation sums = Reconciliation.from(page.bookmark());
        int left = page.size();
        while (left > 0 && !sums.isDone()) {
            left = sums.addFrom(view, left);
        }
        return sums.answer().toJson();
    }
}
