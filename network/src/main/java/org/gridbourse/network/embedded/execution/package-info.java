/** Executing proposals: the peer's side of the chaincode protocol, simulation of reads and writes, system chaincodes. */
package org.gridbourse.network.embedded.execution;
