/**
 * Ledgers made to be audited: real blocks with real signatures of an honest market day, and the tools of those who would
 * tamper with them. No peer and no orderer runs.
 */
package org.gridbourse.auditor.ledger;
