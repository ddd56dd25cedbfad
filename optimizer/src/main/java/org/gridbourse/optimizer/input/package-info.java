/** Readers of sites, days, states and commitments: strict, they name file, line, field and allowed range of whatever they refuse. */
package org.gridbourse.optimizer.input;
