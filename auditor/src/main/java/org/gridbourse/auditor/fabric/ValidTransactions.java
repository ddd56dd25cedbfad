package org.gridbourse.auditor.fabric;

import org.gridbourse.blocks.Block;

/** Follows what really counts: each valid endorser transaction in the ledger's order. */
public interface ValidTransactions {

    /**
     * One valid transaction, before its own writes are applied.
     *
     * @param state as the valid transactions before it left it
     */
    void transaction(Block block, OrderedTransaction transaction, ChainCheck.StateView state);
}
