package org.gridbourse.auditor.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.record.StatementRecord.MeterAdvance;

/**
 * The energy of each period by meter, as its statements settled it: each Wh of a register is in one of them. What is only
 * known over a gap stands in the period in which the gap ends; what silent meters are taken to have measured stands for
 * all meters of the participant, as the last statement says.
 */
final class MeteredPeriods {
    private static final int NOT_READ = 0;

    private final SessionRecord session;
    private final Map<String, MeterRecord> meters;
    private final TreeMap<String, List<Settled>> statements = new TreeMap<>();

    MeteredPeriods(SessionRecord session, Map<String, MeterRecord> meters) {
        this.session = session;
        this.meters = meters;
    }

    /** A statement, and the transaction that wrote it. */
    private record Settled(WrittenRecord.Source source, StatementRecord statement) {}

    void add(WrittenRecord written) {
        if (written.record() instanceof StatementRecord statement) {
            statements
                    .computeIfAbsent(statement.participantId(), id -> new ArrayList<>())
                    .add(new Settled(written.source(), statement));
        }
    }

    void write(Table table) {
        statements.forEach((participant, revisions) -> write(participant, revisions, table));
    }

    private void write(String participant, List<Settled> revisions, Table table) {
        Map<String, MeterAdvance> last = new HashMap<>();
        Map<String, Integer> revision = new HashMap<>();
        Map<Integer, Settled> current = new HashMap<>();
        revisions.forEach(settled -> current.put(settled.statement().period(), settled));
        for (Settled settled : revisions) {
            for (MeterAdvance advance : settled.statement().meters()) {
                String place = advance.meterId() + "/" + settled.statement().period();
                if (!advance.equals(last.put(place, advance))) {
                    row(table, settled, revision.merge(place, 1, Integer::sum), advance);
                }
            }
            long estimatedWh = settled.statement().settled().estimated().wh();
            if (settled.statement().quality() == Quality.ESTIMATED
                    && settled.equals(current.get(settled.statement().period()))) {
                row(
                        table,
                        settled,
                        NOT_READ,
                        new MeterAdvance(firstMeter(participant), estimatedWh, 0, Quality.ESTIMATED));
            }
        }
    }

    private String firstMeter(String participant) {
        return meters.values().stream()
                .filter(meter -> meter.participantId().equals(participant))
                .map(MeterRecord::meterId)
                .findFirst()
                .orElse("");
    }

    private void row(Table table, Settled settled, int revision, MeterAdvance advance) {
        Quality quality = advance.quality() == Quality.UNMEASURED ? Quality.ESTIMATED : advance.quality();
        table.row(
                session.sessionId(),
                settled.statement().period(),
                settled.statement().participantId(),
                advance.meterId(),
                revision,
                advance.importWh(),
                advance.exportWh(),
                quality.name(),
                settled.source().block(),
                settled.source().transactionId());
    }
}
