package org.gridbourse.auditor.market;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.market.json.JsonObject;

/**
 * The books kept a second time, from postings, fills and statements alone and without the market's rules: money is neither
 * made nor lost, nobody falls below zero, what is bought is sold.
 */
public final class Books implements RecordListener {
    private static final List<String> NEVER_NEGATIVE = List.of("wallet:", "bidbond:", "escrow:", "bond:");

    private static final long FIRST_SCORE = 600;

    private final Findings findings;
    private final Map<String, Long> scores = new HashMap<>();
    private final Map<String, Long> balances = new HashMap<>();
    private final Map<String, JsonObject> accounts = new HashMap<>();
    private final Map<String, Session> open = new HashMap<>();
    private final List<WrittenRecord> transaction = new ArrayList<>();
    private long sumNano;
    private long sessions;
    private long trades;

    public Books(Findings findings) {
        this.findings = findings;
    }

    /** What a session that is not closed has traded and settled so far. */
    private static final class Session {
        private final TreeMap<Long, Period> periods = new TreeMap<>();
        private final Map<String, Leg> oneSided = new LinkedHashMap<>();
    }

    /** One delivery period's energy and money. */
    private static final class Period {
        private long volumeWh;
        private long boughtWh;
        private long soldWh;
        private final Map<String, Long> nets = new HashMap<>();
    }

    /** One side's word about a trade. */
    private record Leg(String buyer, String seller, long quantityWh, long priceMicroPerKwh) {}

    /** How many sessions were announced. */
    public long sessions() {
        return sessions;
    }

    /** How many trades were cleared. */
    public long trades() {
        return trades;
    }

    /** All postings of the ledger together: zero. */
    public long sumNano() {
        return sumNano;
    }

    /** All that is needed to go on after the last transaction. */
    public JsonObject snapshot() {
        JsonObject.Builder allAccounts = JsonObject.builder();
        accounts.forEach(allAccounts::put);
        JsonObject.Builder allOpen = JsonObject.builder();
        open.forEach((id, session) -> allOpen.put(id, json(session)));
        return JsonObject.builder()
                .put("sumNano", sumNano)
                .put("sessions", sessions)
                .put("trades", trades)
                .put("scores", json(scores))
                .put("balances", json(balances))
                .put("accounts", allAccounts.build())
                .put("open", allOpen.build())
                .build();
    }

    /** Goes on from a snapshot. */
    public void resume(JsonObject snapshot) {
        sumNano = Values.number(snapshot, "sumNano");
        sessions = Values.number(snapshot, "sessions");
        trades = Values.number(snapshot, "trades");
        numbers(snapshot, "scores", scores);
        numbers(snapshot, "balances", balances);
        members(snapshot, "accounts").forEach(accounts::put);
        members(snapshot, "open").forEach((id, session) -> open.put(id, session(session)));
    }

    private static JsonObject json(Map<String, Long> numbers) {
        JsonObject.Builder object = JsonObject.builder();
        numbers.forEach((name, number) -> object.put(name, number.longValue()));
        return object.build();
    }

    private static JsonObject json(Session session) {
        JsonObject.Builder periods = JsonObject.builder();
        session.periods.forEach((number, period) -> periods.put(
                Long.toString(number),
                JsonObject.builder()
                        .put("volumeWh", period.volumeWh)
                        .put("boughtWh", period.boughtWh)
                        .put("soldWh", period.soldWh)
                        .put("nets", json(period.nets))
                        .build()));
        JsonObject.Builder oneSided = JsonObject.builder();
        session.oneSided.forEach((tradeId, leg) -> oneSided.put(
                tradeId,
                JsonObject.builder()
                        .put("buyer", leg.buyer())
                        .put("seller", leg.seller())
                        .put("quantityWh", leg.quantityWh())
                        .put("priceMicroPerKwh", leg.priceMicroPerKwh())
                        .build()));
        return JsonObject.builder()
                .put("periods", periods.build())
                .put("oneSided", oneSided.build())
                .build();
    }

    private static Session session(JsonObject json) {
        Session session = new Session();
        members(json, "periods").forEach((number, figures) -> {
            Period period = new Period();
            period.volumeWh = Values.number(figures, "volumeWh");
            period.boughtWh = Values.number(figures, "boughtWh");
            period.soldWh = Values.number(figures, "soldWh");
            numbers(figures, "nets", period.nets);
            session.periods.put(Long.parseLong(number), period);
        });
        members(json, "oneSided")
                .forEach((tradeId, leg) -> session.oneSided.put(
                        tradeId,
                        new Leg(
                                Values.text(leg, "buyer"),
                                Values.text(leg, "seller"),
                                Values.number(leg, "quantityWh"),
                                Values.number(leg, "priceMicroPerKwh"))));
        return session;
    }

    private static Map<String, JsonObject> members(JsonObject object, String name) {
        Map<String, JsonObject> members = new LinkedHashMap<>();
        if (object.get(name).orElse(null) instanceof JsonObject inner) {
            inner.members().forEach((key, value) -> members.put(key, (JsonObject) value));
        }
        return members;
    }

    private static void numbers(JsonObject object, String name, Map<String, Long> target) {
        if (object.get(name).orElse(null) instanceof JsonObject inner) {
            inner.members().keySet().forEach(key -> target.put(key, Values.number(inner, key)));
        }
    }

    @Override
    public void written(WrittenRecord record) {
        if (!transaction.isEmpty()
                && !transaction
                        .get(0)
                        .source()
                        .transactionId()
                        .equals(record.source().transactionId())) {
            endTransaction();
        }
        transaction.add(record);
    }

    /** To be called when no more records come. */
    public void end() {
        endTransaction();
        if (sumNano != 0) {
            findings.add(FindingCode.MONEY_UNBALANCED, "all postings add up to %d nano".formatted(sumNano));
        }
    }

    /** To be called when a transaction's records are all in; the next transaction's first record says so too. */
    public void endTransaction() {
        TreeSet<String> changed = new TreeSet<>();
        for (WrittenRecord record : transaction) {
            post(record, changed);
        }
        for (WrittenRecord record : transaction) {
            switch (record.type()) {
                case "account" -> accounts.put(record.text("participantId"), record.value());
                case "session" -> sessions++;
                case "clearing" -> period(record).volumeWh = record.number("volumeWh");
                case "fill" -> fill(record);
                case "statement" -> statement(record);
                default -> {
                    // nothing that the books add up
                }
            }
        }
        credit();
        transaction.stream().filter(record -> record.type().equals("phase")).forEach(this::phase);
        if (!transaction.isEmpty()) {
            checkBalances(transaction.get(0), changed);
        }
        transaction.clear();
    }

    private void post(WrittenRecord record, TreeSet<String> changed) {
        long sum = 0;
        for (JsonObject posting : Values.objects(record.value(), "journal")) {
            String account = Values.text(posting, "account");
            long amount = Values.number(posting, "amountNano");
            try {
                sum = Math.addExact(sum, amount);
                balances.merge(account, amount, Math::addExact);
            } catch (ArithmeticException e) {
                add(FindingCode.JOURNAL_UNBALANCED, record, record.key() + " leaves the range of amounts");
            }
            changed.add(account);
        }
        sumNano += sum;
        if (sum != 0) {
            add(FindingCode.JOURNAL_UNBALANCED, record, "postings of %s add up to %d".formatted(record.key(), sum));
        }
    }

    private void checkBalances(WrittenRecord last, TreeSet<String> changed) {
        TreeSet<String> participants = new TreeSet<>();
        for (String account : changed) {
            long balance = balances.getOrDefault(account, 0L);
            boolean wrong = account.startsWith("arrears:")
                    ? balance > 0
                    : balance < 0 && NEVER_NEGATIVE.stream().anyMatch(account::startsWith);
            if (wrong) {
                add(FindingCode.BALANCE_NEGATIVE, last, "%s stands at %d nano".formatted(account, balance));
            }
            if (account.contains(":") && !account.startsWith("grid:")) {
                participants.add(account.substring(account.indexOf(':') + 1));
            }
        }
        transaction.stream()
                .filter(record -> record.type().equals("account"))
                .forEach(record -> participants.add(record.text("participantId")));
        participants.forEach(participant -> checkAccount(last, participant));
    }

    private void checkAccount(WrittenRecord last, String participant) {
        JsonObject account = accounts.get(participant);
        if (account == null) {
            add(FindingCode.BALANCE_MISMATCH, last, participant + " has postings and no account");
            return;
        }
        compare(last, "wallet:" + participant, Values.number(account, "walletNano"));
        compare(last, "arrears:" + participant, Values.number(account, "arrearsNano"));
        compare(last, "bidbond:" + participant, locked(account, "bidBondNano"));
        compare(last, "escrow:" + participant, locked(account, "escrowNano"));
        compare(last, "bond:" + participant, locked(account, "bondNano"));
    }

    private static long locked(JsonObject account, String kind) {
        return Values.objects(account, "locks").stream()
                .mapToLong(lock -> Values.number(lock, kind))
                .sum();
    }

    private void compare(WrittenRecord last, String account, long recorded) {
        long posted = balances.getOrDefault(account, 0L);
        if (posted != recorded) {
            add(
                    FindingCode.BALANCE_MISMATCH,
                    last,
                    "%s is recorded as %d nano, postings give %d".formatted(account, recorded, posted));
        }
    }

    private Session session(WrittenRecord record) {
        return open.computeIfAbsent(record.text("sessionId"), id -> new Session());
    }

    private Period period(WrittenRecord record) {
        return session(record).periods.computeIfAbsent(record.number("period"), p -> new Period());
    }

    private void fill(WrittenRecord record) {
        boolean buys = record.text("side").equals("BUY");
        String owner = record.text("participantId");
        long price = record.number("priceMicroPerKwh");
        long sum = 0;
        for (JsonObject part : Values.objects(record.value(), "trades")) {
            String partner = Values.text(part, "partner");
            long quantity = Values.number(part, "quantityWh");
            sum += quantity;
            match(
                    record,
                    Values.text(part, "tradeId"),
                    new Leg(buys ? owner : partner, buys ? partner : owner, quantity, price));
        }
        Period period = period(record);
        if (buys) {
            period.boughtWh += record.number("filledWh");
        } else {
            period.soldWh += record.number("filledWh");
        }
        if (sum != record.number("filledWh") || sum > record.number("quantityWh")) {
            add(
                    FindingCode.ENERGY_UNBALANCED,
                    record,
                    "%s has %d Wh in trades of %d Wh filled and %d Wh ordered"
                            .formatted(record.key(), sum, record.number("filledWh"), record.number("quantityWh")));
        }
    }

    private void match(WrittenRecord record, String tradeId, Leg leg) {
        Session session = session(record);
        Leg other = session.oneSided.remove(tradeId);
        if (other == null) {
            session.oneSided.put(tradeId, leg);
        } else {
            trades++;
            if (!other.equals(leg)) {
                add(FindingCode.TRADE_ONE_SIDED, record, "%s is %s and %s".formatted(tradeId, other, leg));
            }
        }
    }

    private void statement(WrittenRecord record) {
        if (record.value().get("gridNetNano").isPresent()) {
            period(record)
                    .nets
                    .put(
                            record.text("participantId"),
                            Math.addExact(record.number("netNano"), record.number("gridNetNano")));
        }
    }

    /** A transaction may change a score more than once; each change begins where another ended. */
    private void credit() {
        List<WrittenRecord> events = new ArrayList<>(transaction.stream()
                .filter(record -> record.type().equals("creditevent"))
                .toList());
        Map<String, WrittenRecord> last = new LinkedHashMap<>();
        while (!events.isEmpty()) {
            WrittenRecord next =
                    events.stream().filter(this::continuesScore).findFirst().orElse(events.get(0));
            if (!continuesScore(next)) {
                add(
                        FindingCode.CREDIT_CHAIN_BROKEN,
                        next,
                        "%s begins at %d, the score stood at %d"
                                .formatted(next.key(), next.number("before"), score(next)));
            }
            scores.put(next.text("participantId"), next.number("after"));
            last.put(next.text("participantId"), next);
            events.remove(next);
        }
        last.forEach((participant, event) -> {
            JsonObject account = accounts.get(participant);
            if (account == null || Values.number(account, "creditScore") != score(event)) {
                add(
                        FindingCode.CREDIT_CHAIN_BROKEN,
                        event,
                        "%s ends at %d, which is not what the account says".formatted(event.key(), score(event)));
            }
        });
    }

    private boolean continuesScore(WrittenRecord event) {
        return event.number("before") == score(event);
    }

    private long score(WrittenRecord event) {
        return scores.getOrDefault(event.text("participantId"), FIRST_SCORE);
    }

    private void phase(WrittenRecord record) {
        boolean reached = Values.flag(record.value(), "closing").equals(Optional.of(false));
        if (!reached) {
            return;
        }
        Session session = session(record);
        switch (record.text("phase")) {
            case "CLEARED" -> checkEnergy(record, session);
            case "SETTLED" -> checkNets(record, session);
            case "CLOSED" -> {
                checkNets(record, session);
                open.remove(record.text("sessionId"));
            }
            case "CANCELLED" -> open.remove(record.text("sessionId"));
            default -> {
                // no figures end with the other phases
            }
        }
    }

    private void checkEnergy(WrittenRecord record, Session session) {
        session.periods.forEach((number, period) -> {
            if (period.boughtWh != period.volumeWh || period.soldWh != period.volumeWh) {
                add(
                        FindingCode.ENERGY_UNBALANCED,
                        record,
                        "period %d: %d Wh cleared, %d bought, %d sold"
                                .formatted(number, period.volumeWh, period.boughtWh, period.soldWh));
            }
        });
        session.oneSided.forEach((tradeId, leg) ->
                add(FindingCode.TRADE_ONE_SIDED, record, "%s is only on one side: %s".formatted(tradeId, leg)));
        session.oneSided.clear();
    }

    private void checkNets(WrittenRecord record, Session session) {
        session.periods.forEach((number, period) -> {
            long sum = period.nets.values().stream().mapToLong(Long::longValue).sum();
            if (sum != 0) {
                add(
                        FindingCode.SETTLEMENT_UNBALANCED,
                        record,
                        "period %d: participants and grid add up to %d nano".formatted(number, sum));
            }
        });
    }

    private void add(FindingCode code, WrittenRecord record, String detail) {
        findings.add(code, record.source().block(), record.source().transactionId(), detail);
    }
}
