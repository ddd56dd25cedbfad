/** Blocks, world state and the rules by which a block changes it: what every peer of a channel keeps. */
package org.gridbourse.network.embedded.ledger;
