/** The keys of meters, and how a signature of one is verified. */
package org.gridbourse.market.signature;
