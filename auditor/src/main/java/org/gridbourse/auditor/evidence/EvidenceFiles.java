package org.gridbourse.auditor.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.gridbourse.auditor.market.RecordListener;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.clearing.Equilibrium;
import org.gridbourse.market.money.Posting;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.record.ClearingRecord;
import org.gridbourse.market.record.CreditEventRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.OrdersRecord;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.tariff.Tariff;

/**
 * Writes the evidence tables while the ledger is audited: who was registered, what was ordered, cleared, metered, settled, posted
 * and credited, each row with the block and the transaction that wrote it.
 */
public final class EvidenceFiles implements RecordListener, AutoCloseable {
    private final Table orders;
    private final Table clearings;
    private final Table trades;
    private final Table readings;
    private final Table statements;
    private final Table tariff;
    private final Table postings;
    private final Table credit;
    private final Table participants;
    private final StorageTables storage;
    private final List<Table> all = new ArrayList<>();
    private final Path folder;

    private final TreeMap<String, Registration> lastRegistration = new TreeMap<>();
    private final SessionTables.Open sessions = new SessionTables.Open();
    private String transaction = "";

    /** A participant as last recorded, and by whom. */
    private record Registration(WrittenRecord.Source source, ParticipantRecord participant) {}

    /** @param folder is made if it is not there */
    public EvidenceFiles(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        orders = table(
                "orders",
                "sessionId,period,orderId,participantId,side,step,quantityWh,limitPriceMicroPerKwh,block,transactionId");
        clearings =
                table("clearings", "sessionId,period,volumeWh,clearingPriceMicroPerKwh,low,high,block,transactionId");
        trades = table(
                "trades",
                "sessionId,period,tradeId,buyer,seller,quantityWh,priceMicroPerKwh,status,block,transactionId");
        readings = table(
                "readings",
                "sessionId,period,participantId,meterId,revision,importWh,exportWh,quality,block,transactionId");
        statements = table(
                "statements",
                "sessionId,period,participantId,revision,side,contractedWh,meteredWh,deliveredWh,shortWh,overWh,netNano,"
                        + "gridSoldWh,gridBoughtWh,block,transactionId");
        tariff = table(
                "tariff",
                "sessionId,period,retailMicroPerKwh,feedInMicroPerKwh,gridFeeMicroPerKwh,block,transactionId");
        postings = table("postings", "transactionId,journal,account,amountNano,reason,tradeId,block");
        credit = table("credit", "transactionId,sessionId,participantId,before,after,cause,block");
        participants = table("participants", "participantId,mspId,tieLineWh,block,transactionId");
        storage = new StorageTables(this::table);
    }

    private Table table(String name, String columns) {
        Table table = new Table(folder, name, List.of(columns.split(",")));
        all.add(table);
        return table;
    }

    @Override
    public void written(WrittenRecord record) {
        if (!transaction.equals(record.source().transactionId())) {
            sessions.writeEnded(trades, readings);
            transaction = record.source().transactionId();
        }
        row(record);
        sessions.add(record);
        postings(record);
    }

    /** Records that only support the others have no row of their own. */
    private void row(WrittenRecord written) {
        WrittenRecord.Source source = written.source();
        if (written.record() instanceof ParticipantRecord participant) {
            lastRegistration.put(participant.participantId(), new Registration(source, participant));
        } else if (written.record() instanceof SessionRecord session) {
            tariff(source, session);
        } else if (written.record() instanceof OrdersRecord revealed) {
            orders(source, revealed);
            storage.row(written);
        } else if (written.record() instanceof ClearingRecord clearing) {
            clearing(source, clearing);
        } else if (written.record() instanceof StatementRecord statement) {
            statement(source, statement);
        } else if (written.record() instanceof CreditEventRecord event) {
            creditEvent(source, event);
        } else {
            storage.row(written);
        }
    }

    @Override
    public void end() {
        lastRegistration.forEach((id, last) -> participants.row(
                id,
                last.participant().mspId(),
                last.participant().limitsNow().larger().wh(),
                last.source().block(),
                last.source().transactionId()));
        sessions.writeAll(trades, readings);
    }

    @Override
    public void close() {
        all.forEach(Table::close);
    }

    private void tariff(WrittenRecord.Source source, SessionRecord session) {
        for (int period = 0; period < session.periods(); period++) {
            Tariff each = session.tariffs().get(period);
            tariff.row(
                    session.sessionId(),
                    period,
                    each.retail().microPerKwh(),
                    each.feedIn().microPerKwh(),
                    each.gridFee().microPerKwh(),
                    source.block(),
                    source.transactionId());
        }
    }

    private void orders(WrittenRecord.Source source, OrdersRecord revealed) {
        for (PeriodOrder order : revealed.schedule().orders()) {
            long step = 0;
            for (OrderStep each : order.steps()) {
                orders.row(
                        revealed.sessionId(),
                        order.period(),
                        Keys.orderId(revealed.sessionId(), order.period(), revealed.participantId()),
                        revealed.participantId(),
                        order.side(),
                        step++,
                        each.quantity().wh(),
                        each.limit().microPerKwh(),
                        source.block(),
                        source.transactionId());
            }
        }
    }

    private void clearing(WrittenRecord.Source source, ClearingRecord clearing) {
        Optional<Equilibrium> equilibrium = clearing.equilibrium();
        clearings.row(
                clearing.sessionId(),
                clearing.period(),
                clearing.volume().wh(),
                equilibrium.map(each -> each.price().microPerKwh()).orElse(null),
                equilibrium.map(each -> each.low().microPerKwh()).orElse(null),
                equilibrium.map(each -> each.high().microPerKwh()).orElse(null),
                source.block(),
                source.transactionId());
    }

    private void statement(WrittenRecord.Source source, StatementRecord statement) {
        StatementRecord.Figures figures = statement.figures();
        statements.row(
                statement.sessionId(),
                statement.period(),
                statement.participantId(),
                statement.revision(),
                figures.side().orElse(null),
                figures.contracted().wh(),
                figures.meteredWh(),
                figures.delivered().wh(),
                figures.missed().wh(),
                figures.over().wh(),
                figures.net().nano(),
                figures.soldByGrid().wh(),
                figures.boughtByGrid().wh(),
                source.block(),
                source.transactionId());
    }

    private void creditEvent(WrittenRecord.Source source, CreditEventRecord event) {
        credit.row(
                source.transactionId(),
                event.sessionId(),
                event.participantId(),
                event.change().before(),
                event.change().after(),
                event.change().cause(),
                source.block());
    }

    private void postings(WrittenRecord record) {
        for (Posting posting : record.postings()) {
            postings.row(
                    record.source().transactionId(),
                    record.key(),
                    posting.account(),
                    posting.amount().nano(),
                    posting.reason(),
                    posting.tradeId().orElse(null),
                    record.source().block());
        }
    }
}
