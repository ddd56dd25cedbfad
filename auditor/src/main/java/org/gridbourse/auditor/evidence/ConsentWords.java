package org.gridbourse.auditor.evidence;

import java.util.List;
import java.util.Locale;
import org.gridbourse.market.record.ConsentRecord;
import org.gridbourse.market.request.ExchangeMeter;
import org.gridbourse.market.request.RegisterMeter;
import org.gridbourse.market.request.RotateMeterKey;
import org.gridbourse.market.request.SubmitReadings;
import org.gridbourse.market.request.UpdateParticipant;

/** What participants and organisations agreed to, in words and as a table. */
public final class ConsentWords {
    private static final String RULE =
            "What touches a participant's money, meters or limits the operator does only with"
                    + " consent to exactly that; it is used up by one transaction.";

    private ConsentWords() {}

    static StepWords step(ConsentRecord consent) {
        String what =
                switch (consent.status()) {
                    case GIVEN -> "%s consents to %s".formatted(giver(consent), matter(consent));
                    case RECALLED -> "%s takes its consent to %s back".formatted(giver(consent), matter(consent));
                    case USED -> "The consent of %s to %s is used up".formatted(giver(consent), matter(consent));
                };
        return new StepWords(
                what,
                List.of("%s, body %s, until %s"
                        .formatted(consent.consent().requestId(), consent.bodyHash(), consent.expires())),
                RULE);
    }

    private static String giver(ConsentRecord consent) {
        return consent.giver().equals(ConsentRecord.SELF)
                ? consent.consent().participantId()
                : consent.giver() + " for " + consent.consent().participantId();
    }

    private static String matter(ConsentRecord consent) {
        return switch (consent.consent().function()) {
            case SubmitReadings.FUNCTION -> "a substitute";
            case RotateMeterKey.FUNCTION -> "another key of a meter";
            case ExchangeMeter.FUNCTION -> "another meter";
            case RegisterMeter.FUNCTION -> "a further meter";
            case UpdateParticipant.FUNCTION -> "other limits";
            default -> "a withdrawal";
        };
    }

    /**
     * The table of a page; a sentence where there are none.
     *
     * @param consents each revision as it ended
     */
    public static String html(List<ConsentRecord> consents) {
        if (consents.isEmpty()) {
            return "<p>Nobody was asked for consent.</p>";
        }
        PageTable table = new PageTable()
                .column("", "participant")
                .column("left", "given by")
                .column("left", "to")
                .column("left", "request")
                .column("left", "status")
                .column("left", "until")
                .column("left text", "used by transaction");
        for (ConsentRecord consent : consents) {
            table.row(
                    consent.consent().participantId(),
                    consent.giver().equals(ConsentRecord.SELF) ? "itself" : consent.giver(),
                    matter(consent),
                    consent.consent().requestId(),
                    consent.status().name().toLowerCase(Locale.ROOT),
                    consent.expires(),
                    consent.usedBy().orElse(""));
        }
        return table.draw().html();
    }
}
