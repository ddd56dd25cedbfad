package org.gridbourse.market.bill;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gridbourse.market.bill.BillPart.Kind;
import org.gridbourse.market.credit.CreditChange;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.trade.Trade;

/** Why a figure of a bill or of a credit score is what it is, in one English sentence. Energies in kWh, prices per kWh. */
public final class Explanation {
    private Explanation() {}

    /** What a period of a bill is made of: contracts with their partners, what other peers and the grid dealt in. */
    public static String of(BillLine line) {
        List<List<BillPart>> together = new ArrayList<>();
        for (BillPart part : line.parts()) {
            List<BillPart> last = together.isEmpty() ? List.of() : together.get(together.size() - 1);
            if (!last.isEmpty() && belongTogether(last.get(0), part)) {
                last.add(part);
            } else {
                together.add(new ArrayList<>(List.of(part)));
            }
        }
        List<String> sentences =
                new ArrayList<>(together.stream().map(Explanation::of).toList());
        Quality quality = line.statement().quality();
        if (quality == Quality.ESTIMATED || quality == Quality.SUBSTITUTED) {
            sentences.add(quality == Quality.ESTIMATED ? "no reading came: estimated" : "read by substitute");
        }
        return sentences.isEmpty() ? "no energy" : String.join("; ", sentences);
    }

    private static boolean belongTogether(BillPart one, BillPart other) {
        return one.kind() == other.kind() && one.price().equals(other.price());
    }

    /** Parts of one kind at one price. */
    private static String of(List<BillPart> parts) {
        BillPart first = parts.get(0);
        Energy energy = Energy.sum(parts.stream().map(BillPart::energy).toList());
        String at = first.price()
                .map(price -> " at " + Decimals.exact(price, 2))
                .orElse(" for " + Decimals.exact(first.amount(), 2));
        return text(first.kind()).formatted(Decimals.exact(energy, 0), partners(parts)) + at;
    }

    private static String text(Kind kind) {
        return switch (kind) {
            case SOLD -> "sold %s kWh to %s";
            case BOUGHT -> "bought %s kWh from %s";
            case GRID_FEE -> "%s kWh of that over the grid's wires";
            case NOT_DELIVERED_FROM_PEERS -> "%s kWh not delivered, brought by other peers";
            case NOT_DELIVERED_FROM_GRID -> "%s kWh not delivered, brought by the grid";
            case MISSING_FROM_PEERS -> "%s kWh from peers who had some over";
            case MISSING_FROM_GRID -> "%s kWh from the grid";
            case NOT_TAKEN_TO_PEERS -> "%s kWh not taken, left to other peers";
            case NOT_TAKEN_TO_GRID -> "%s kWh not taken, left to the grid";
            case EXTRA_TO_PEERS -> "%s kWh to peers who lacked some";
            case EXTRA_TO_GRID -> "%s kWh to the grid";
            case BETWEEN_POINTS -> "%s kWh between its own connection points";
            case GAP_IMPORT -> "%s kWh taken in a gap of the readings";
            case GAP_EXPORT -> "%s kWh fed in in a gap of the readings";
            case OTHER_TRADES -> "trades of later sessions over the same hours";
        };
    }

    private static String partners(List<BillPart> parts) {
        Set<String> partners = new TreeSet<>();
        for (BillPart part : parts) {
            part.trade()
                    .map(part.kind() == Kind.SOLD ? Trade::buyer : Trade::seller)
                    .ifPresent(partners::add);
        }
        return String.join(", ", partners);
    }

    /** What led to a change of a credit score, with the points gained or lost. */
    public static String of(CreditChange change) {
        String why =
                switch (change.cause()) {
                    case DELIVERY -> delivery(change);
                    case ESTIMATED -> delivery(change) + ", some periods were never read";
                    case NOT_REVEALED -> "sealed orders were not opened";
                    case PREPAYMENT_DEFAULT -> "trades were not prepaid";
                    case REINSTATED -> "waited for long enough without arrears";
                };
        return "%s: %s points".formatted(why, points(change));
    }

    /** Points gained (with a plus sign) or lost, to the thousandth. */
    public static String points(CreditChange change) {
        return (change.pointsMilli() > 0 ? "+" : "") + Decimals.thousandths(change.pointsMilli());
    }

    private static String delivery(CreditChange change) {
        if (change.contracted().isZero()) {
            return "nothing was agreed";
        }
        String contracted = Decimals.exact(change.contracted(), 0);
        return change.missed().isZero()
                ? "kept %s kWh within the tolerance".formatted(contracted)
                : "missed %s of %s kWh beyond the tolerance".formatted(Decimals.exact(change.missed(), 0), contracted);
    }

    /** What was paid or got apart from energy, as the participant whose bill it is reads it. */
    public static String of(OtherAmount other, String participantId) {
        boolean own = other.causedBy().equals(participantId);
        return switch (other.reason()) {
            case BID_BOND_FORFEITED -> own ? "bid bond forfeited" : "bid bond forfeited by " + other.causedBy();
            case DEFAULT_COMPENSATION -> own ? "bid bond to partners" : "compensation from " + other.causedBy();
            case FUND_SHARE -> "share of the fund";
            case OUTAGE_COMPENSATION -> "paid by the grid for an outage";
            case ARREARS_REPAID -> "arrears repaid";
            default -> other.reason().name();
        };
    }
}
