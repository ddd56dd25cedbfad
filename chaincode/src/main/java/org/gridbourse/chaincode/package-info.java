/** The Fabric contract: what a peer asks is handed to the market of {@code org.gridbourse.market.ledger}. */
package org.gridbourse.chaincode;
