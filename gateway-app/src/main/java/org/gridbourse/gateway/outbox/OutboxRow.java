package org.gridbourse.gateway.outbox;

import java.util.Optional;

/**
 * One event as the outbox has it.
 *
 * @param position counts up in ledger order, with gaps
 * @param transactionId of the ledger, unique
 * @param blockNumber the block that has it
 * @param name what happened, in the past tense
 * @param sessionId the session that it was about, if it was about one
 * @param body the event as JSON
 */
record OutboxRow(
        long position, String transactionId, long blockNumber, String name, Optional<String> sessionId, String body) {}
