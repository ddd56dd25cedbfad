/** Exact integer quantities: energy, unit price, money, and the one way in which the market divides. */
package org.gridbourse.market.quantity;
