/**
 * Storage orders and the joint clearing of a whole session (rulebook, section 5): what an order may say, what a proposal
 * must prove, and the proof, which needs no solver.
 */
package org.gridbourse.market.storage;
