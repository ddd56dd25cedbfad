package org.gridbourse.market.query;

import java.util.Iterator;
import java.util.Optional;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.query.MeterEnergy.Wh;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.OpeningRecord;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.record.StatementRecord.MeterAdvance;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.state.StateView;

/**
 * What a meter's registers advanced since its registration, and where that is: in the statements of its sessions, or open
 * because a session is not settled yet. Sessions are walked from the last one back, each from where the one before it
 * ended, so that no Wh is between two of them.
 */
final class MeterBalance {
    private final String meterId;
    private Optional<String> session;
    private Wh end;
    private Wh settled;
    private Wh open;
    private boolean balanced;

    private MeterBalance(String meterId, Optional<String> session, Wh end) {
        this.meterId = meterId;
        this.session = session;
        this.end = end;
        this.settled = Wh.NONE;
        this.open = Wh.NONE;
        this.balanced = true;
    }

    private static Wh wh(Registers registers) {
        return new Wh(registers.imported().wh(), registers.exported().wh());
    }

    static MeterBalance of(MeterRecord meter) {
        return new MeterBalance(
                meter.meterId(), meter.last().sessionId(), wh(meter.last().registers()));
    }

    String meterId() {
        return meterId;
    }

    boolean isDone() {
        return session.isEmpty();
    }

    /** Goes back by one session; answers how many records that took. */
    int goBack(StateView view, MeterRecord meter) {
        String sessionId = session.orElseThrow();
        Optional<OpeningRecord> opening =
                view.find(Keys.opening(sessionId, meter.participantId(), meterId), RecordType.OPENING);
        if (opening.isEmpty()) {
            balanced = false;
            session = Optional.empty();
            return 1;
        }
        Wh begin = wh(opening.get().registers());
        Wh advanced = end.minus(begin);
        Stated stated = stated(view, sessionId, meter.participantId());
        Phase phase = view.phase(sessionId).phase();
        Wh rest = advanced.minus(stated.sum());
        settled = settled.plus(stated.sum());
        if (phase.isBefore(Phase.SETTLED)) {
            open = open.plus(rest);
        } else {
            balanced &= rest.equals(Wh.NONE);
        }
        end = begin;
        session = opening.get().before().follows();
        return stated.records() + 1;
    }

    private record Stated(Wh sum, int records) {}

    private Stated stated(StateView view, String sessionId, String participantId) {
        String prefix = Keys.inSession("statement", sessionId, participantId);
        Iterator<StateEntry> entries = view.entries(prefix, prefix);
        Wh sum = Wh.NONE;
        Wh last = Wh.NONE;
        int period = -1;
        int records = 0;
        while (entries.hasNext()) {
            StatementRecord statement = RecordType.STATEMENT.read(entries.next().value());
            sum = statement.period() == period ? sum : sum.plus(last);
            last = advance(statement);
            period = statement.period();
            records++;
        }
        return new Stated(sum.plus(last), records);
    }

    private Wh advance(StatementRecord statement) {
        Wh advance = Wh.NONE;
        for (MeterAdvance each : statement.meters()) {
            advance = each.meterId().equals(meterId) ? advance.plus(new Wh(each.importWh(), each.exportWh())) : advance;
        }
        return advance;
    }

    /** Whether every Wh is in exactly one statement, or open. */
    boolean isBalanced(MeterRecord meter) {
        return balanced && end.equals(wh(meter.opening()));
    }

    MeterEnergy answer(MeterRecord meter) {
        Wh advanced = wh(meter.last().registers()).minus(wh(meter.opening()));
        return new MeterEnergy(meterId, meter.participantId(), advanced, settled, open, isBalanced(meter));
    }

    JsonObject bookmark() {
        JsonObject.Builder builder =
                JsonObject.builder().put("meterId", meterId).put("balanced", balanced);
        session.ifPresent(id -> builder.put("sessionId", id));
        end.put(builder, "end");
        settled.put(builder, "settled");
        open.put(builder, "open");
        return builder.build();
    }

    static MeterBalance read(Fields fields) {
        MeterBalance balance =
                new MeterBalance(fields.text("meterId"), fields.optionalText("sessionId"), Wh.read(fields, "end"));
        balance.settled = Wh.read(fields, "settled");
        balance.open = Wh.read(fields, "open");
        balance.balanced = fields.flag("balanced");
        return balance;
    }
}
