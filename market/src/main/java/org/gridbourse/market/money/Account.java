package org.gridbourse.market.money;

/**
 * A place where money is: of a participant, of the grid company, or of the market.
 *
 * @param name as in postings: {@code wallet:x}, {@code bidbond:x}, {@code escrow:x}, {@code bond:x}, {@code arrears:x}
 *     (zero or negative), {@code grid:cash}, {@code grid:receivable}, {@code pool}, {@code issuance}
 */
public record Account(String name) {
    /** Money of the grid company; its postings are its income and expense. */
    public static final Account GRID_CASH = new Account("grid:cash");

    /** What the grid company is owed: all arrears, with the other sign. */
    public static final Account GRID_RECEIVABLE = new Account("grid:receivable");

    /** Forfeited bonds that nobody lost by. */
    public static final Account POOL = new Account("pool");

    /** Where deposits come from and withdrawals go to: minus all money of the market. */
    public static final Account ISSUANCE = new Account("issuance");

    /** Money that a participant may spend or withdraw. */
    public static Account wallet(String participantId) {
        return new Account("wallet:" + participantId);
    }

    /** What a participant has pledged for keeping its word in the quotation. */
    public static Account bidBond(String participantId) {
        return new Account("bidbond:" + participantId);
    }

    /** What a buyer has prepaid for its trades. */
    public static Account escrow(String participantId) {
        return new Account("escrow:" + participantId);
    }

    /** What a seller has pledged for delivering. */
    public static Account bond(String participantId) {
        return new Account("bond:" + participantId);
    }

    /** What a participant could not pay: zero or negative. */
    public static Account arrears(String participantId) {
        return new Account("arrears:" + participantId);
    }

    @Override
    public String toString() {
        return name;
    }
}
