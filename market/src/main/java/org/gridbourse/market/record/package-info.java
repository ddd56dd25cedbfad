/**
 * What stands on the ledger: each record with its key, its canonical JSON and its reader. Every program that reads or writes
 * the ledger speaks these types. No rule lives here.
 */
package org.gridbourse.market.record;
