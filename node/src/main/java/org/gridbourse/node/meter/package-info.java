/** Turns what meters and data hubs hand out into periods, and says what it doubts. */
package org.gridbourse.node.meter;
