/** A real site as its node knows it: readings of its meter, histories that grow with each period, forecasts that learn. */
package org.gridbourse.node.measured;
