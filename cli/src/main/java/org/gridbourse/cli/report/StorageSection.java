package org.gridbourse.cli.report;

import java.util.List;
import java.util.Optional;
import org.gridbourse.auditor.evidence.Markup;
import org.gridbourse.auditor.evidence.PageTable;
import org.gridbourse.cli.evidence.Evidence;
import org.gridbourse.cli.output.Figures;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.ChoiceRecord;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.solver.DayScore;

/** The storages of a session: by whose proposal it was cleared, what was reached, what each storage earned. */
record StorageSection(Evidence evidence, SessionRecord session, String currency) {
    private static final int PER_MILLE_OF_A_PERCENT = 10;

    /** Nothing for a session without storage orders. */
    Markup draw() {
        Optional<ChoiceRecord> choice = evidence.proposals().choice(session.sessionId());
        if (choice.isEmpty()) {
            return Markup.of("");
        }
        Optional<DayScore> score = evidence.proposals().score(session, evidence.orders());
        return score.map(each -> draw(choice.get(), each))
                .orElse(Markup.format(
                        "<h3>Storages</h3><p>No proposal was proven, so that the storages were idle.</p>"));
    }

    private Markup draw(ChoiceRecord choice, DayScore score) {
        PageTable table = new PageTable()
                .column("", "owner")
                .column("", "earned, " + currency)
                .column("", "at most, " + currency)
                .column("wide", "alone, " + currency);
        for (DayScore.Owner owner : score.owners()) {
            table.row(
                    owner.participantId(),
                    Figures.money(new Money(owner.earnedNano())),
                    Figures.money(new Money(owner.atMostNano())),
                    Figures.money(new Money(owner.aloneNano())));
        }
        return Markup.format(
                "<h3>Storages</h3><p>The session was cleared as a whole by the proposal of %s, the best of %s. With the same orders"
                        + " before it, one planner for all could have saved at most %s %s more than the %s %s that were saved:"
                        + " at least %s.%s %% of what was possible. %s</p><div class=\"scroll\">%s</div>"
                        + "<p class=\"muted\">Earned: energy and storage over the session at its prices, costs negative. At most:"
                        + " what no other schedule could have exceeded, as the ledger proves. Alone: the best at the grid's tariff.</p>",
                choice.winner().orElseThrow().mspId(),
                choice.valid(),
                Figures.money(new Money(score.missedNano())),
                currency,
                Figures.money(new Money(score.savedNano())),
                currency,
                score.reachedPermille() / PER_MILLE_OF_A_PERCENT,
                score.reachedPermille() % PER_MILLE_OF_A_PERCENT,
                worse(score),
                table.draw());
    }

    private static String worse(DayScore score) {
        List<String> worse = score.owners().stream()
                .filter(owner -> owner.worseNano() > owner.atMostNano() - owner.earnedNano())
                .map(DayScore.Owner::participantId)
                .toList();
        return worse.isEmpty()
                ? "Nobody would have been better off alone."
                : "Better off alone: " + String.join(", ", worse) + ".";
    }
}
