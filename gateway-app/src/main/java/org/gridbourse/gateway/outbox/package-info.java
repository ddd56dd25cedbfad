/** Ledger events for other systems: from the table of this instance's outbox to a topic of Kafka. */
package org.gridbourse.gateway.outbox;
