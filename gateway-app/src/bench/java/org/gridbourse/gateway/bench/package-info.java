/** A trading session of many participants over a running network; run by {@code scripts/bench market}. */
package org.gridbourse.gateway.bench;
