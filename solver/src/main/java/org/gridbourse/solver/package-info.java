/**
 * Finds how a session with storage orders is best cleared. Floating point and off the chain: what it finds is proven by
 * integers in {@code org.gridbourse.market.storage}, so that nobody needs to trust it.
 */
package org.gridbourse.solver;
