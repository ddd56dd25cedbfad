/** From cumulative meter registers to the energy of a period: differences, gaps, estimates. */
package org.gridbourse.market.delivery;
