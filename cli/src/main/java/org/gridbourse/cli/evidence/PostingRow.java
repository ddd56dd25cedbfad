package org.gridbourse.cli.evidence;

import java.util.Optional;

/** One line of a journal; the lines of a journal add up to zero. */
public record PostingRow(String transactionId, String journal, String account, long amountNano, String reason) {
    /** The participant whose wallet, bond, escrow or arrears this is; empty for the grid's and the pool's accounts. */
    public Optional<String> participantId() {
        int colon = account.indexOf(':');
        return colon < 0 || account.startsWith("grid:") ? Optional.empty() : Optional.of(account.substring(colon + 1));
    }

    /** Whether this is the grid company's cash or claim. */
    public boolean isGrids() {
        return account.startsWith("grid:");
    }

    /** Whether money entered or left the market here, by deposit or withdrawal. */
    public boolean isIssuance() {
        return account.equals("issuance");
    }
}
