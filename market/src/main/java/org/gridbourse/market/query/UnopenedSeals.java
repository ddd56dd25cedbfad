package org.gridbourse.market.query;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gridbourse.market.credit.CreditCause;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.CommitRecord;
import org.gridbourse.market.record.CreditEventRecord;
import org.gridbourse.market.record.DefaultRecord;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.state.StateView;
import org.gridbourse.market.tariff.Tariff;

/**
 * Who left its seal unopened, and who gained most in the session: the last to reveal may withhold a small order of one
 * account where that moves the price for a large one. What was sealed nobody knows; so it is told who gained, beside the
 * grid alone, and how often the two have met like that.
 */
final class UnopenedSeals {
    private static final int GAINERS_MAX = 5;

    private final StateView view;
    private final SessionRecord session;

    UnopenedSeals(StateView view, SessionRecord session) {
        this.view = view;
        this.session = session;
    }

    List<UnopenedSeal> answer() {
        List<DefaultRecord> unopened = view.list(Keys.all("default", session.sessionId()), RecordType.DEFAULT).stream()
                .filter(record -> record.cause() == CreditCause.NOT_REVEALED)
                .toList();
        if (unopened.isEmpty()) {
            return List.of();
        }
        List<Map.Entry<String, Money>> gainers = gains().entrySet().stream()
                .filter(gain -> gain.getValue().isPositive())
                .sorted(Map.Entry.<String, Money>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(GAINERS_MAX)
                .toList();
        return unopened.stream().map(record -> answer(record, gainers)).toList();
    }

    private UnopenedSeal answer(DefaultRecord record, List<Map.Entry<String, Money>> gainers) {
        ParticipantRecord participant = view.participant(record.participantId());
        List<String> sessions = sessionsOf(record.participantId());
        List<UnopenedSeal.Gainer> gained = gainers.stream()
                .map(gain -> new UnopenedSeal.Gainer(
                        gain.getKey(),
                        view.participant(gain.getKey()).mspId().equals(participant.mspId()),
                        gain.getValue(),
                        together(gain.getKey(), sessions)))
                .toList();
        return new UnopenedSeal(record.participantId(), declared(record), record.bidBond(), sessions.size(), gained);
    }

    private Money declared(DefaultRecord record) {
        String key = Keys.commit(record.sessionId(), record.participantId(), record.revision());
        return view.find(key, RecordType.COMMIT)
                .flatMap(CommitRecord::sealed)
                .map(CommitRecord.Sealed::declared)
                .orElse(Money.ZERO);
    }

    /** The sessions in which a participant left its seal unopened and that are closed, with this one. */
    private List<String> sessionsOf(String participantId) {
        List<String> closed = view.list(Keys.all("creditevent", participantId), RecordType.CREDIT_EVENT).stream()
                .filter(event -> event.change().cause() == CreditCause.NOT_REVEALED)
                .map(CreditEventRecord::sessionId)
                .toList();
        if (closed.contains(session.sessionId())) {
            return closed;
        }
        return Stream.concat(closed.stream(), Stream.of(session.sessionId())).toList();
    }

    /** In how many of them somebody traded. */
    private int together(String participantId, List<String> sessions) {
        return (int) sessions.stream()
                .filter(sessionId -> view.any(Keys.inSession("fill", sessionId, participantId)))
                .count();
    }

    /** What trades of the session are worth to each, beside the grid alone. */
    private SortedMap<String, Money> gains() {
        SortedMap<String, Money> gains = new TreeMap<>();
        String prefix = Keys.all("fill", session.sessionId());
        Iterator<StateEntry> entries = view.entries(prefix, prefix);
        for (int read = 0; entries.hasNext(); read++) {
            MarketQueries.requireNotTooLarge(read);
            FillRecord fill = RecordType.FILL.read(entries.next().value());
            Tariff tariff = session.tariffs().get(fill.period());
            Money gain = fill.side() == Side.BUY
                    ? tariff.cap().minus(fill.price()).times(fill.filled())
                    : fill.price().minus(tariff.feedIn()).times(fill.filled());
            gains.merge(fill.participantId(), gain, Money::plus);
        }
        return gains;
    }
}
