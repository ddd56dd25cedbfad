/** Proposals: how sessions with storage orders could be cleared, found here and proven on the ledger. */
package org.gridbourse.gateway.proposal;
