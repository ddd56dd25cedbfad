package org.gridbourse.network.embedded.ledger;

import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * Where a transaction stands on the ledger, and what became of it.
 *
 * @param block number of its block
 * @param index its place there
 * @param code its validation code
 */
public record Committed(int block, int index, TxValidationCode code) {}
