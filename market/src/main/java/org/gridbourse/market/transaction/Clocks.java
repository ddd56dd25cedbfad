package org.gridbourse.market.transaction;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.ClockRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.request.OpenLedger;
import org.gridbourse.market.state.Access;
import org.gridbourse.market.state.StateView;

/**
 * What kind of ledger this is, real or simulated: fixed before its first participant, rule or session, and real where
 * nothing was said. On a simulated ledger the time of transactions binds nothing but what a session announces itself.
 */
public final class Clocks {
    /** What makes a market have begun. */
    private static final List<String> MARKET = List.of("participant", "session", "rules");

    private Clocks() {}

    public static List<Action<?>> actions() {
        return List.of(new Action<>(OpenLedger.FUNCTION, "LedgerOpened", OpenLedger::read, Clocks::open));
    }

    public static boolean isSimulated(StateView view) {
        return view.find(Keys.clock(), RecordType.CLOCK)
                .filter(ClockRecord::simulated)
                .isPresent();
    }

    private static JsonObject.Builder open(Transaction transaction, OpenLedger asked) {
        Access.requireOperator(transaction);
        ClockRecord request = new ClockRecord(asked.simulated());
        Optional<ClockRecord> existing = transaction.find(request.key(), RecordType.CLOCK);
        if (existing.isPresent()) {
            Require.that(
                    existing.get().equals(request),
                    Refusal.CONFLICTING_DUPLICATE,
                    "the ledger is %s for ever",
                    existing.get().simulated() ? "simulated" : "real");
            return Action.answer(request);
        }
        boolean begun = false;
        for (String type : MARKET) {
            begun |= transaction.any(Keys.all(type));
        }
        Require.that(!begun, Refusal.LEDGER_BEGUN, "the market has begun on this ledger, which is real");
        transaction.put(request);
        return Action.answer(request);
    }
}
