package org.gridbourse.node.trading;

import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.node.rule.SiteForecast;
import org.gridbourse.optimizer.Day;

/** What a node expects of its site: load and generation. */
public interface DayForecasts {
    /**
     * The time of a session as it is foreseen, one step per period; its prices are not looked at.
     *
     * @throws IllegalArgumentException if nothing is foreseen for this session
     */
    Day day(SessionRecord session);

    /** The same with its doubts; what is simply told has none. */
    default SiteForecast expected(SessionRecord session) {
        return SiteForecast.certain(day(session));
    }
}
