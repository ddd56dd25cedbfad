package org.gridbourse.auditor.evidence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.auditor.TrustedHashes;
import org.gridbourse.auditor.market.RecordListener;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.money.Posting;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.AccountRecord.Lock;
import org.gridbourse.market.record.ConsentRecord;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StatementRecord;

/**
 * One page for people, with nothing to load from elsewhere: findings first, then what was checked, volumes and prices, and each
 * participant's books. Collects while the ledger is audited; of a session that is over it keeps sums only, and the periods of
 * the latest ones.
 */
public final class ReportPage implements RecordListener {
    private static final int BAR_PIXELS = 160;
    private static final int SESSIONS_IN_FULL = 30;
    private static final int CENTS = 2;

    private final TreeMap<String, ConsentRecord> consents = new TreeMap<>();
    private final SupervisionTable supervision = new SupervisionTable();
    private final Map<String, SessionFigures> sessions = new LinkedHashMap<>();
    private final Deque<SessionFigures> inFull = new ArrayDeque<>();
    private final TreeMap<String, AccountRecord> accounts = new TreeMap<>();
    private final ParticipantSums sums = new ParticipantSums();
    private final TreeMap<String, Long> moneyByKind = new TreeMap<>();

    @Override
    public void written(WrittenRecord record) {
        supervision.written(record);
        if (record.record() instanceof SessionRecord session) {
            announced(session);
        } else if (record.record() instanceof AccountRecord account) {
            accounts.put(account.participantId(), account);
        } else if (record.record() instanceof StatementRecord statement) {
            sums.add(statement);
        } else if (record.record() instanceof ConsentRecord consent) {
            consents.put(consent.key() + "/" + consent.revision(), consent);
        }
        record.sessionId().map(sessions::get).ifPresent(session -> {
            session.add(record.record());
            if (session.isOver()) {
                sums.close(session.id());
            }
        });
        for (Posting posting : record.postings()) {
            moneyByKind.merge(posting.account().kind().word(), posting.amount().nano(), Math::addExact);
        }
    }

    private void announced(SessionRecord announced) {
        SessionFigures session = new SessionFigures(announced);
        sessions.put(announced.sessionId(), session);
        inFull.add(session);
        if (inFull.size() > SESSIONS_IN_FULL) {
            inFull.remove().forgetPeriods();
        }
    }

    /**
     * The whole page.
     *
     * @param trusted the genesis block that was trusted
     */
    public String html(AuditReport report, TrustedHashes trusted) {
        List<String> parts = new ArrayList<>();
        parts.add(HEAD.replace("CLASS", report.isValid() ? "good" : "bad"));
        parts.add(new VerdictSection(report).html(trusted));
        parts.add(sessions());
        inFull.forEach(session -> parts.add(periods(session)));
        parts.add(books());
        parts.add(money());
        parts.add("<h2>Consents</h2>\n" + ConsentWords.html(List.copyOf(consents.values())));
        parts.add(supervision.html());
        parts.add("</main></body></html>\n");
        return String.join("\n", parts);
    }

    private String sessions() {
        if (sessions.isEmpty()) {
            return "<h2>Sessions</h2>\n<p>None was announced.</p>";
        }
        PageTable table = new PageTable()
                .column("", "session")
                .column("", "start")
                .column("", "phase")
                .column("n", "trades")
                .column("n", "Wh agreed")
                .column("n", "of them void")
                .column("n", "mean price per kWh");
        for (SessionFigures session : sessions.values()) {
            table.row(
                    session.id(),
                    session.start(),
                    session.phase(),
                    grouped(session.trades()),
                    grouped(session.volumeWh()),
                    grouped(session.voidedWh()),
                    session.volumeWh() == 0 ? "" : session.meanPrice() + " " + session.currency());
        }
        return "<h2>Sessions</h2>\n"
                + table.draw()
                + (sessions.size() > inFull.size()
                        ? "\n<p>The latest %d follow by period; audit export has all.</p>".formatted(inFull.size())
                        : "");
    }

    private static String periods(SessionFigures session) {
        if (session.periods().isEmpty()) {
            return "";
        }
        long most = session.periods().values().stream()
                .mapToLong(SessionFigures.Cleared::volumeWh)
                .max()
                .orElse(0);
        PageTable table = new PageTable()
                .column("", "period")
                .column("n", "Wh agreed")
                .column("", "")
                .column("n", session.currency() + " per kWh");
        session.periods()
                .forEach((period, cleared) -> table.row(
                        period,
                        grouped(cleared.volumeWh()),
                        bar(cleared.volumeWh(), most),
                        cleared.volumeWh() == 0
                                ? ""
                                : Decimals.exact(new UnitPrice(cleared.priceMicroPerKwh()), CENTS)));
        return Markup.format("<h2>Session %s</h2>\n%s", session.id(), table.draw())
                .html();
    }

    private static Markup bar(long value, long most) {
        return Markup.format(
                "<svg width=%s height=10><rect width=%s height=10 /></svg>",
                BAR_PIXELS, most == 0 ? 0 : Math.round((double) value / most * BAR_PIXELS));
    }

    private String books() {
        if (accounts.isEmpty()) {
            return "<h2>Books</h2>\n<p>Nobody is registered.</p>";
        }
        PageTable table = new PageTable()
                .column("", "participant")
                .column("n", "contracted Wh")
                .column("n", "delivered Wh")
                .column("n", "short Wh")
                .column("n", "settled")
                .column("n", "wallet")
                .column("n", "locked")
                .column("n", "arrears")
                .column("n", "credit");
        accounts.forEach((participant, account) -> {
            Money locked = Money.ZERO;
            for (Lock lock : account.locks()) {
                locked = locked.plus(lock.bidBond()).plus(lock.escrow()).plus(lock.bond());
            }
            ParticipantSums.Sum own = sums.of(participant);
            table.row(
                    participant,
                    grouped(own.contractedWh()),
                    grouped(own.deliveredWh()),
                    grouped(own.shortWh()),
                    money(new Money(own.netNano())),
                    money(account.balances().wallet()),
                    money(locked),
                    money(account.balances().arrears()),
                    account.creditScore());
        });
        return "<h2>Books</h2>\n" + table.draw();
    }

    /** Where all money is, which adds up to nothing: what is in it was issued against deposits. */
    private String money() {
        if (moneyByKind.isEmpty()) {
            return "";
        }
        PageTable table = new PageTable().column("", "accounts").column("n", "balance");
        long sum = 0;
        for (Map.Entry<String, Long> kind : moneyByKind.entrySet()) {
            sum = Math.addExact(sum, kind.getValue());
            table.row(kind.getKey(), money(new Money(kind.getValue())));
        }
        table.sum("sum of all postings", money(new Money(sum)));
        return "<h2>Where the money is</h2>\n" + table.draw();
    }

    private static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String money(Money amount) {
        return Decimals.exact(amount, CENTS);
    }

    private static final String HEAD = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Audit</title>
            <style>
            :root{color-scheme:light dark;--ink:#1d2733;--page:#f6f7f9;--paper:#fff;--line:#dde2e8;--good:#17613a;--bad:#a1201b;--bar:#2a78d6}
            @media (prefers-color-scheme:dark){:root{--ink:#e3e8ee;--page:#12171d;--paper:#1b222b;--line:#35404d;--good:#6fd19c;--bad:#ff8f87;--bar:#5b9df0}}
            body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);margin:0;background:var(--page)}
            main{max-width:66rem;margin:2rem auto;padding:0 1rem}
            .good h1{color:var(--good)}.bad h1{color:var(--bad)}
            .scroll{overflow-x:auto}
            table{border-collapse:collapse;width:100%;background:var(--paper);font-size:.9rem}
            tfoot{font-weight:600}th,td{border-bottom:1px solid var(--line);padding:.35rem .6rem;text-align:left;vertical-align:top}
            .n{text-align:right;font-variant-numeric:tabular-nums}
            rect{fill:var(--bar)}code{overflow-wrap:anywhere}li{margin-bottom:.5rem;overflow-wrap:anywhere}
            </style></head><body class="CLASS"><main>""";
}
