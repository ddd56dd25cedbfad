/** The ledger as this instance knows it from the chaincode's events, in a database of its own. */
package org.gridbourse.gateway.projection;
