package org.gridbourse.market.transaction;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.gridbourse.market.quantity.MarketLimits;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SpanRecord;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.state.StateView;

/** The base sessions by the time that they cover. */
final class Spans {
    private Spans() {}

    /** Those that cover any of the time between, in the order of their starts; cancelled ones too. */
    static List<SpanRecord> touching(StateView view, Instant start, Instant end) {
        List<SpanRecord> touching = new ArrayList<>();
        Iterator<StateEntry> entries = view.entries(Keys.all("span"), Keys.spansFrom(earliestOf(start)));
        while (entries.hasNext()) {
            SpanRecord span = RecordType.SPAN.read(entries.next().value());
            if (!span.start().isBefore(end)) {
                break;
            }
            if (span.end().isAfter(start)) {
                touching.add(span);
            }
        }
        return touching;
    }

    /** No session that began earlier reaches so far. */
    private static Instant earliestOf(Instant start) {
        Instant earliest = start.minus(Duration.ofDays(MarketLimits.PERIODS_MAX));
        return Codecs.isWholeSecondOfFourDigitYear(earliest) ? earliest : Codecs.TIME_MIN;
    }
}
