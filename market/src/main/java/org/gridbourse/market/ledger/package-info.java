/** The one door to the market: every transaction and every query. Chaincode, auditor and tests run these same classes. */
package org.gridbourse.market.ledger;
