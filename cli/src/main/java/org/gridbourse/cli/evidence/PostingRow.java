package org.gridbourse.cli.evidence;

import java.util.Optional;

/**
 * One line of a journal; the lines of a journal add up to zero.
 *
 * @param journal key of the record that holds the journal, such as {@code statement/<session>/<participant>/…}
 */
public record PostingRow(String transactionId, String journal, String account, long amountNano, String reason) {
    /** The participant whose wallet, bond, escrow or arrears this is; empty for the grid's and the fund's accounts. */
    public Optional<String> participantId() {
        int colon = account.indexOf(':');
        return colon < 0 || isGrids() ? Optional.empty() : Optional.of(account.substring(colon + 1));
    }

    /** Whether this is the grid company's cash or claim. */
    public boolean isGrids() {
        return account.startsWith("grid:");
    }

    /** What the journal is about: {@code deposit}, {@code prepayment}, {@code default}, {@code statement}, … */
    public String cause() {
        return journal.substring(0, journal.indexOf('/'));
    }

    /** The second part of the journal's key: the session, save in deposits and withdrawals. */
    public String sessionId() {
        return journal.split("/")[1];
    }

    /** Whether money came into the market or left it here; everything else moves inside. */
    public boolean isDepositOrWithdrawal() {
        return cause().equals("deposit") || cause().equals("withdrawal");
    }
}
