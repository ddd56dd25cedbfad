package org.gridbourse.node.trading;

import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.node.rule.HistoryForecasts;
import org.gridbourse.node.rule.SiteForecast;
import org.gridbourse.node.rule.Span;
import org.gridbourse.optimizer.Day;

/** What a node expects of a session by what was measured before. */
public record LearntForecasts(HistoryForecasts history) implements DayForecasts {
    @Override
    public SiteForecast expected(SessionRecord session) {
        return history.of(new Span(session.startOf(0), session.periodMinutes(), session.periods()));
    }

    @Override
    public Day day(SessionRecord session) {
        return expected(session).mean(session.periodMinutes());
    }
}
