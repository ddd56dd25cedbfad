package org.gridbourse.cli.market;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.credit.CreditScore;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.money.Balances;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.market.settlement.ParticipantPeriod;
import org.gridbourse.market.settlement.PeriodSettlement;
import org.gridbourse.market.trade.Trade;

/** Reads periods to settle. First the whole file into what was written, then each period into what the rules allow. */
final class PeriodReader {
    private static final long HOURS_PER_DAY = 24;
    private static final long HOURS_MAX = 8_784;
    private static final long MINUTES_PER_HOUR = 60;

    private final CaseFile file;

    PeriodReader(CaseFile file) {
        this.file = file;
    }

    CaseFile.Cases<WrittenPeriod> read() {
        return file.read(this::period);
    }

    private WrittenPeriod period(Fields fields) {
        WrittenPeriod period = new WrittenPeriod(
                fields.number("ruleVersion"),
                fields.numberOr("hours", HOURS_PER_DAY),
                fields.object("tariff", tariff -> WrittenTariff.read(tariff, file)),
                fields.objects("trades", this::trade),
                fields.objects("accounts", this::account),
                fields.objects("meters", this::meter));
        file.ignoreOthers(fields, Set.of("ruleVersion", "hours", "tariff", "trades", "accounts", "meters"));
        return period;
    }

    private WrittenTrade trade(Fields fields) {
        WrittenTrade trade = new WrittenTrade(
                fields.text("tradeId"),
                fields.text("buyer"),
                fields.text("seller"),
                fields.number("quantityWh"),
                fields.number("priceMicroPerKwh"));
        file.ignoreOthers(fields, Set.of("tradeId", "buyer", "seller", "quantityWh", "priceMicroPerKwh"));
        return trade;
    }

    private WrittenAccount account(Fields fields) {
        WrittenAccount account = new WrittenAccount(
                fields.text("participantId"),
                fields.number("walletNano"),
                fields.number("bondNano"),
                fields.number("creditScore"),
                fields.numberOr("tieLineWh", 0));
        file.ignoreOthers(fields, Set.of("participantId", "walletNano", "bondNano", "creditScore", "tieLineWh"));
        return account;
    }

    private WrittenMeter meter(Fields fields) {
        WrittenMeter meter =
                new WrittenMeter(fields.text("participantId"), fields.number("importWh"), fields.number("exportWh"));
        file.ignoreOthers(fields, Set.of("participantId", "importWh", "exportWh"));
        return meter;
    }

    /** A period of the right types, whatever it says. */
    record WrittenPeriod(
            long ruleVersion,
            long hours,
            WrittenTariff tariff,
            List<WrittenTrade> trades,
            List<WrittenAccount> accounts,
            List<WrittenMeter> meters) {

        /** The period settled by the rules, refused where it breaks one. */
        PeriodSettlement settle() {
            RuleSet rules = RuleSet.known(ruleVersion);
            Map<String, MeteredEnergy> metered = new TreeMap<>(Utf8Order.BYTES);
            for (WrittenMeter meter : meters) {
                metered.merge(meter.participantId(), meter.byTheRules(), MeteredEnergy::plus);
            }
            List<ParticipantPeriod> participants = new ArrayList<>(accounts.size());
            Set<String> unknown = new TreeSet<>(metered.keySet());
            for (WrittenAccount account : accounts) {
                participants.add(account.byTheRules(rules, Optional.ofNullable(metered.get(account.participantId()))));
                unknown.remove(account.participantId());
            }
            if (!unknown.isEmpty()) {
                throw new RefusedException(
                        Refusal.METER_INVALID, "metered without an account: " + String.join(", ", unknown));
            }
            List<Trade> valid = trades.stream().map(WrittenTrade::byTheRules).toList();
            PeriodSettlement settled = PeriodSettlement.settle(tariff.byTheRules(), valid, participants, minutes());
            requireOnePrice(valid);
            return settled;
        }

        private long minutes() {
            require(
                    1 <= hours && hours <= HOURS_MAX,
                    Refusal.SESSION_LENGTH_OUT_OF_RANGE,
                    "hours (%d) must be within 1..%d".formatted(hours, HOURS_MAX));
            return hours * MINUTES_PER_HOUR;
        }

        /** What one clearing agreed has one price. */
        private static void requireOnePrice(List<Trade> trades) {
            for (Trade trade : trades) {
                UnitPrice price = trades.get(0).price();
                require(
                        trade.price().equals(price),
                        Refusal.TRADE_INVALID,
                        "trade '%s': its price %s is not that of the period, %s"
                                .formatted(trade.tradeId(), trade.price(), price));
            }
        }
    }

    private record WrittenTrade(String tradeId, String buyer, String seller, long quantityWh, long priceMicroPerKwh) {
        Trade byTheRules() {
            require(
                    quantityWh >= 1,
                    Refusal.QUANTITY_OUT_OF_RANGE,
                    "trade '%s': its quantity must be at least 1 Wh, not %d".formatted(tradeId, quantityWh));
            require(
                    priceMicroPerKwh >= 0,
                    Refusal.PRICE_OUT_OF_RANGE,
                    "trade '%s': its price must not be negative, as is %d".formatted(tradeId, priceMicroPerKwh));
            require(
                    !buyer.equals(seller),
                    Refusal.TRADE_INVALID,
                    "trade '%s': '%s' must not trade with itself".formatted(tradeId, buyer));
            return new Trade(tradeId, buyer, seller, new Energy(quantityWh), new UnitPrice(priceMicroPerKwh));
        }
    }

    private record WrittenAccount(
            String participantId, long walletNano, long bondNano, long creditScore, long tieLineWh) {
        ParticipantPeriod byTheRules(RuleSet rules, Optional<MeteredEnergy> metered) {
            requireWithin("walletNano", walletNano, Long.MAX_VALUE);
            requireWithin("bondNano", bondNano, Long.MAX_VALUE);
            requireWithin("creditScore", creditScore, RuleSet.HIGHEST_SCORE);
            requireWithin("tieLineWh", tieLineWh, Long.MAX_VALUE);
            return new ParticipantPeriod(
                    participantId,
                    new Balances(new Money(walletNano), Money.ZERO),
                    new Money(bondNano),
                    CreditScore.ofPoints(rules, Math.toIntExact(creditScore)),
                    new Energy(tieLineWh),
                    metered);
        }

        private void requireWithin(String key, long value, long highest) {
            require(
                    0 <= value && value <= highest,
                    Refusal.ACCOUNT_INVALID,
                    "account of '%s': %s (%d) must be within 0..%d".formatted(participantId, key, value, highest));
        }
    }

    private record WrittenMeter(String participantId, long importWh, long exportWh) {
        MeteredEnergy byTheRules() {
            require(
                    importWh >= 0 && exportWh >= 0,
                    Refusal.METER_INVALID,
                    "meter of '%s': importWh (%d) and exportWh (%d) must not be negative"
                            .formatted(participantId, importWh, exportWh));
            return new MeteredEnergy(new Energy(importWh), new Energy(exportWh));
        }
    }

    private static void require(boolean condition, Refusal refusal, String detail) {
        if (!condition) {
            throw new RefusedException(refusal, detail);
        }
    }
}
