/**
 * A Fabric network in one process: Fabric's protocols, blocks and rules for the unmodified client SDK and the unmodified
 * Java chaincode. It is honest about what it is: one process is no consensus.
 */
package org.gridbourse.network.embedded;
