package org.gridbourse.cli.prosumer;

import org.gridbourse.cli.output.TextTable;
import org.gridbourse.cli.rest.Row;

/** Orders of one participant for a session as text for people: where they stand, then step by step. */
final class OwnOrdersText {
    private OwnOrdersText() {}

    /** What was sent, and what became of it. */
    static String sent(Row own) {
        StringBuilder out = new StringBuilder("Orders of %s in session %s, phase %s: %s%n"
                .formatted(own.word("participantId"), own.word("sessionId"), own.words("phase"), own.words("state")));
        if (!own.word("reason").isEmpty()) {
            out.append("because: %s%n".formatted(own.word("reason")));
        }
        out.append("bid bond %s%n".formatted(own.money("bidBond")));
        return out + steps(own);
    }

    /** What the node would order, what that would lock and cost, and why. */
    static String draft(Row draft) {
        StringBuilder out = new StringBuilder("The node of %s would order in session %s%n"
                .formatted(draft.word("participantId"), draft.word("sessionId")));
        out.append(new TextTable()
                .figure("bond")
                .figure("prepayment")
                .figure("at worst")
                .figure("likely")
                .figure("wallet")
                .row(
                        draft.money("bond"),
                        draft.money("prepayment"),
                        draft.money("worstCase"),
                        draft.money("likely"),
                        draft.money("wallet"))
                .draw());
        draft.rows("reasons")
                .forEach(reason ->
                        out.append("period %s: %s%n".formatted(reason.word("period"), reason.word("sentence"))));
        return out + steps(draft);
    }

    private static String steps(Row own) {
        TextTable table =
                new TextTable().figure("period").text("side").figure("kWh").figure("at most/least per kWh");
        for (Row order : own.rows("orders")) {
            for (Row step : order.rows("steps")) {
                table.row(order.word("period"), order.words("side"), step.kwh("quantityWh"), step.word("limitPrice"));
            }
        }
        return table.draw();
    }
}
