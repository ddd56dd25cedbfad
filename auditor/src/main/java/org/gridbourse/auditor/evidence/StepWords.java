package org.gridbourse.auditor.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.clearing.Equilibrium;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.ChoiceRecord;
import org.gridbourse.market.record.ClearingRecord;
import org.gridbourse.market.record.CommitRecord;
import org.gridbourse.market.record.CompensationRecord;
import org.gridbourse.market.record.ConsentRecord;
import org.gridbourse.market.record.CreditEventRecord;
import org.gridbourse.market.record.DefaultRecord;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.OrdersRecord;
import org.gridbourse.market.record.OutageRecord;
import org.gridbourse.market.record.PayoutRecord;
import org.gridbourse.market.record.PositionRecord;
import org.gridbourse.market.record.PrepaymentRecord;
import org.gridbourse.market.record.ReadingRecord;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StateRecord;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.tariff.Tariff;

/**
 * What one record means in the life of one trade.
 *
 * @param what in a few words
 * @param figures one sentence each
 * @param rule the rulebook's sentence
 */
record StepWords(String what, List<String> figures, String rule) {
    static final int CENTS = 2;

    /** Nothing for a record that is no step of its own. */
    static Optional<StepWords> of(WrittenRecord written, String tradeId, int period) {
        return Optional.ofNullable(new Writer(tradeId, period).words(written.record()));
    }

    private record Writer(String tradeId, int period) {

        /** Null for a record that is no step of its own. */
        StepWords words(StateRecord record) {
            if (record instanceof SessionRecord session) {
                return announced(session);
            } else if (record instanceof CommitRecord commit) {
                return sealed(commit);
            } else if (record instanceof OrdersRecord revealed) {
                return revealed(revealed);
            } else if (record instanceof ChoiceRecord choice) {
                return ProposalWords.chosen(choice);
            } else if (record instanceof ClearingRecord clearing) {
                return cleared(clearing);
            } else if (record instanceof FillRecord fill) {
                return filled(fill);
            } else if (record instanceof PositionRecord position) {
                return positioned(position);
            } else if (record instanceof PrepaymentRecord prepayment) {
                return prepaid(prepayment);
            } else if (record instanceof DefaultRecord broken) {
                return defaulted(broken);
            } else if (record instanceof CompensationRecord compensation) {
                return compensated(compensation);
            } else if (record instanceof PayoutRecord payout) {
                return SettlementWords.paidOut(payout);
            } else if (record instanceof OutageRecord outage) {
                return SettlementWords.outage(outage);
            } else if (record instanceof ReadingRecord reading) {
                return SettlementWords.read(reading, period);
            } else if (record instanceof StatementRecord statement) {
                return SettlementWords.settled(statement);
            } else if (record instanceof CreditEventRecord event) {
                return SettlementWords.credited(event);
            } else if (record instanceof ConsentRecord consent) {
                return ConsentWords.step(consent);
            }
            return null;
        }

        private StepWords announced(SessionRecord session) {
            List<String> figures = new ArrayList<>();
            if (period < session.periods()) {
                Tariff tariff = session.tariffs().get(period);
                figures.add("period %d: retail %s, feed-in %s, grid fee %s %s per kWh"
                        .formatted(
                                period,
                                price(tariff.retail()),
                                price(tariff.feedIn()),
                                price(tariff.gridFee()),
                                session.currency()));
            }
            return new StepWords(
                    "The session is announced", figures, "One tariff per delivery period, set before anybody orders.");
        }

        private static StepWords sealed(CommitRecord commit) {
            if (commit.sealed().isEmpty()) {
                return new StepWords(
                        commit.participantId() + " takes its orders back",
                        List.of("revision %d: withdrawn".formatted(commit.revision())),
                        "Orders may be replaced or withdrawn until the gate closes; the bid bond returns.");
            }
            CommitRecord.Sealed sealed = commit.sealed().get();
            return new StepWords(
                    commit.participantId() + " seals its orders",
                    List.of(
                            "revision %d, hash %s".formatted(commit.revision(), sealed.hash()),
                            "at most %s at stake, bid bond %s"
                                    .formatted(money(sealed.declared()), money(commit.bidBond()))),
                    "A hash is sealed in the open with the most that it asks or bids; a bid bond is reserved.");
        }

        private StepWords revealed(OrdersRecord revealed) {
            String order = revealed.schedule().orders().stream()
                    .filter(each -> each.period() == period)
                    .map(Writer::order)
                    .findFirst()
                    .or(() -> revealed.schedule()
                            .storage()
                            .filter(offer -> period < offer.net().netWh().size())
                            .map(offer -> ProposalWords.order(offer, period)))
                    .orElse("no order in this period");
            return new StepWords(
                    revealed.participantId() + " opens its orders",
                    List.of(order, "bid bond now " + money(revealed.bidBond())),
                    "Salt and schedule must give the sealed hash; each period has at most one order, better steps first.");
        }

        private static String order(PeriodOrder order) {
            return order.side()
                    + order.steps().stream()
                            .map(step -> "%d Wh at %s".formatted(step.quantity().wh(), price(step.limit())))
                            .collect(Collectors.joining(", ", " ", ""));
        }

        private static StepWords cleared(ClearingRecord clearing) {
            Optional<Equilibrium> equilibrium = clearing.equilibrium();
            return new StepWords(
                    "The period is cleared",
                    List.of("%d Wh at %s, equilibrium from %s to %s"
                            .formatted(
                                    clearing.volume().wh(),
                                    price(equilibrium.map(Equilibrium::price).orElse(UnitPrice.ZERO)),
                                    price(equilibrium.map(Equilibrium::low).orElse(UnitPrice.ZERO)),
                                    price(equilibrium.map(Equilibrium::high).orElse(UnitPrice.ZERO)))),
                    "Price = floor((low + high) / 2) of the equilibrium interval; nothing depends on the order of arrival.");
        }

        private StepWords filled(FillRecord fill) {
            List<String> figures = new ArrayList<>();
            figures.add("%s: %d of %d Wh filled"
                    .formatted(fill.side(), fill.filled().wh(), fill.quantity().wh()));
            fill.parts().stream()
                    .filter(part -> part.tradeId().equals(tradeId))
                    .forEach(part -> figures.add("%s: %d Wh with %s at %s"
                            .formatted(tradeId, part.quantity().wh(), part.partner(), price(fill.price()))));
            return new StepWords(
                    fill.participantId() + " is filled",
                    figures,
                    "Better-priced steps are filled whole; filled buys and sells, each in ascending order id, are laid side by side.");
        }

        private static StepWords positioned(PositionRecord position) {
            return new StepWords(
                    position.participantId() + " knows its position",
                    List.of("bid bond now " + money(position.bidBond())),
                    "After clearing the bid bond shrinks to what was matched.");
        }

        private StepWords prepaid(PrepaymentRecord prepayment) {
            List<String> figures = new ArrayList<>();
            figures.add("session: escrow %s, bond %s".formatted(money(prepayment.escrow()), money(prepayment.bond())));
            prepayment.periods().stream()
                    .filter(lock -> lock.period() == period)
                    .forEach(lock -> figures.add(
                            "this period: escrow %s, bond %s".formatted(money(lock.escrow()), money(lock.bond()))));
            return new StepWords(
                    prepayment.participantId() + " prepays",
                    figures,
                    "The buyer locks quantity x (price + grid fee, and what a negative feed-in may cost), the seller a performance bond; the bid bond is released.");
        }

        private StepWords defaulted(DefaultRecord broken) {
            return new StepWords(
                    "%s defaults (%s)".formatted(broken.participantId(), broken.cause()),
                    broken.voided().stream()
                            .filter(trade -> trade.tradeId().equals(tradeId))
                            .map(trade -> "%s with %s is void".formatted(tradeId, trade.partner()))
                            .toList(),
                    "Not prepaid when the phase closes: all its trades are void, its bid bond is held for what its partners lose.");
        }

        /** Nothing where the default's payments are for other trades. */
        private StepWords compensated(CompensationRecord compensation) {
            List<String> figures = new ArrayList<>();
            compensation.payments().stream()
                    .filter(payment -> payment.tradeId().equals(tradeId))
                    .map(payment -> "%s gets %s for %s".formatted(payment.partner(), money(payment.amount()), tradeId))
                    .forEach(figures::add);
            if (figures.isEmpty()) {
                return null;
            }
            figures.add("the fund gets %s, what nobody lost".formatted(money(compensation.toFund())));
            return new StepWords(
                    "The bid bond of %s is divided".formatted(compensation.participantId()),
                    figures,
                    "Each partner that prepaid gets what it really lost; the rest of the bond goes to the fund.");
        }

        private static String money(Money amount) {
            return Decimals.exact(amount, CENTS);
        }

        private static String price(UnitPrice price) {
            return Decimals.exact(price, CENTS);
        }
    }
}
