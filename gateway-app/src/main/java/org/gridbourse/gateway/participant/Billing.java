package org.gridbourse.gateway.participant;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gridbourse.gateway.projection.LedgerRecord;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.PostingView;
import org.gridbourse.gateway.projection.RecordKind;
import org.gridbourse.gateway.projection.RecordReader;
import org.gridbourse.gateway.projection.SessionTerms;
import org.gridbourse.gateway.web.Decimals;
import org.gridbourse.gateway.web.NotFoundException;
import org.gridbourse.market.money.Reason;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.tariff.Tariff;

/** Draws up bills from the statements in force and from the postings of defaults. */
final class Billing {
    private final LedgerView view;
    private final PostingView postings;

    Billing(LedgerView view, PostingView postings) {
        this.view = view;
        this.postings = postings;
    }

    Bill bill(String participantId, String sessionId) {
        SessionTerms terms = view.terms(sessionId).orElseThrow(() -> new NotFoundException("session " + sessionId));
        List<Bill.Line> lines = new ArrayList<>();
        Money settled = Money.ZERO;
        Money gridOnly = Money.ZERO;
        for (RecordReader statement : statementsInForce(participantId, sessionId)) {
            Money net = new Money(statement.number("netNano"));
            Money alone = gridOnly(statement, terms);
            settled = settled.plus(net);
            gridOnly = gridOnly.plus(alone);
            lines.add(line(statement, terms, participantId, net, alone));
        }
        Money forfeited = postings.ofDefaults(sessionId, participantId, Reason.BID_BOND_FORFEITED);
        Money compensation = postings.ofDefaults(sessionId, participantId, Reason.DEFAULT_COMPENSATION);
        Money total = settled.plus(forfeited).plus(compensation);
        return new Bill(
                participantId,
                sessionId,
                terms.currency(),
                view.state(sessionId).orElseThrow().phase().name(),
                lines,
                text(settled),
                text(forfeited),
                text(compensation),
                text(total),
                text(gridOnly),
                text(total.minus(gridOnly)),
                credit(participantId, sessionId));
    }

    /** The last revision of each period. */
    private List<RecordReader> statementsInForce(String participantId, String sessionId) {
        Map<Integer, RecordReader> byPeriod = new TreeMap<>();
        for (LedgerRecord record : view.ofSession(RecordKind.STATEMENT, sessionId, participantId)) {
            byPeriod.put(record.period().orElseThrow(), RecordReader.of(record));
        }
        return List.copyOf(byPeriod.values());
    }

    private static Money gridOnly(RecordReader statement, SessionTerms terms) {
        Tariff tariff = terms.tariffs().get(statement.integer("period"));
        return tariff.gridOnly(new Energy(statement.number("importWh")), new Energy(statement.number("exportWh")));
    }

    private Bill.Line line(
            RecordReader statement, SessionTerms terms, String participantId, Money net, Money gridOnly) {
        int period = statement.integer("period");
        // A contract that became void has a fill and a price, but no side in the statement.
        Optional<String> side = statement.optionalText("side");
        return new Bill.Line(
                period,
                terms.startOf(period).toString(),
                side.orElse(null),
                statement.number("contractedWh"),
                side.map(contract -> price(terms.sessionId(), participantId, period))
                        .orElse(null),
                statement.number("meteredWh"),
                statement.number("deliveredWh"),
                statement.number("shortWh"),
                statement.number("overWh"),
                statement.number("gridSoldWh"),
                statement.number("gridBoughtWh"),
                statement.text("quality"),
                text(net),
                text(gridOnly),
                text(net.minus(gridOnly)));
    }

    private String price(String sessionId, String participantId, int period) {
        return view.find(Keys.fill(sessionId, participantId, period))
                .map(fill -> Decimals.price(RecordReader.of(fill).number("priceMicroPerKwh")))
                .orElse(null);
    }

    private List<Bill.CreditStep> credit(String participantId, String sessionId) {
        return view.ofSession(RecordKind.CREDIT_EVENT, sessionId, participantId).stream()
                .map(RecordReader::of)
                .map(event -> new Bill.CreditStep(event.text("cause"), event.integer("before"), event.integer("after")))
                .toList();
    }

    private static String text(Money money) {
        return Decimals.money(money.nano());
    }
}
