/** The way to the ledger: identities, one connection to the own peer, submits with a known outcome, queries. */
package org.gridbourse.gateway.fabric;
