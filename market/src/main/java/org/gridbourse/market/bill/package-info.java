/** What a session cost or brought a participant, derived from the records of the ledger. */
package org.gridbourse.market.bill;
