package org.gridbourse.market.money;

import java.util.Objects;
import java.util.Optional;

/**
 * A place where money is: of a participant, of the grid company, or of the market.
 *
 * @param kind what the money there is for
 * @param owner participant id, empty where the account is nobody's in particular
 */
public record Account(Kind kind, Optional<String> owner) {
    /** Money of the grid company; its postings are its income and expense. */
    public static final Account GRID_CASH = common(Kind.GRID_CASH);

    /** What the grid company is owed: all arrears, with the other sign. */
    public static final Account GRID_RECEIVABLE = common(Kind.GRID_RECEIVABLE);

    /** Forfeited bonds that nobody lost by, and what the pools leave; shared among those who kept their word. */
    public static final Account FUND = common(Kind.FUND);

    /** Where deposits come from and withdrawals go to: minus all money of the market. */
    public static final Account ISSUANCE = common(Kind.ISSUANCE);

    /** What the money of an account is for. */
    public enum Kind {
        WALLET("wallet"),
        BID_BOND("bidbond"),
        ESCROW("escrow"),
        BOND("bond"),
        ARREARS("arrears"),
        GRID_CASH("grid:cash"),
        GRID_RECEIVABLE("grid:receivable"),
        FUND("fund"),
        ISSUANCE("issuance");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As in the names of accounts and in sums by kind. */
        public String word() {
            return word;
        }

        /** Whether each participant has one of its own. */
        public boolean isOfParticipants() {
            return compareTo(ARREARS) <= 0;
        }

        /** Whether the grid company's own money is there. */
        public boolean isOfGrid() {
            return this == GRID_CASH || this == GRID_RECEIVABLE;
        }
    }

    public Account {
        Objects.requireNonNull(kind, "kind");
        if (kind.isOfParticipants() != owner.isPresent()) {
            throw new IllegalArgumentException("account %s must%s have an owner, has %s"
                    .formatted(kind.word(), kind.isOfParticipants() ? "" : " not", owner.orElse("none")));
        }
    }

    private static Account common(Kind kind) {
        return new Account(kind, Optional.empty());
    }

    /** Money that a participant may spend or withdraw. */
    public static Account wallet(String participantId) {
        return new Account(Kind.WALLET, Optional.of(participantId));
    }

    /** What a participant has pledged for keeping its word in the quotation. */
    public static Account bidBond(String participantId) {
        return new Account(Kind.BID_BOND, Optional.of(participantId));
    }

    /** What a buyer has prepaid for its trades. */
    public static Account escrow(String participantId) {
        return new Account(Kind.ESCROW, Optional.of(participantId));
    }

    /** What a seller has pledged for delivering. */
    public static Account bond(String participantId) {
        return new Account(Kind.BOND, Optional.of(participantId));
    }

    /** What a participant could not pay: zero or negative. */
    public static Account arrears(String participantId) {
        return new Account(Kind.ARREARS, Optional.of(participantId));
    }

    /**
     * The account of a name, the counterpart of {@link #name()}.
     *
     * @throws IllegalArgumentException where no account has such a name
     */
    public static Account named(String name) {
        for (Kind kind : Kind.values()) {
            if (name.equals(kind.word())) {
                return common(kind);
            }
            String prefix = kind.word() + ":";
            if (kind.isOfParticipants() && name.startsWith(prefix)) {
                return new Account(kind, Optional.of(name.substring(prefix.length())));
            }
        }
        throw new IllegalArgumentException("there is no account '%s'".formatted(name));
    }

    /** As in postings: {@code wallet:x}, {@code bidbond:x}, {@code grid:cash}. */
    public String name() {
        return owner.map(participantId -> kind.word() + ":" + participantId).orElse(kind.word());
    }

    public boolean isOf(String participantId) {
        return owner.equals(Optional.of(participantId));
    }

    @Override
    public String toString() {
        return name();
    }
}
