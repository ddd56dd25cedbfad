/** Benchmarks of the rules; run by {@code scripts/bench market}. */
package org.gridbourse.market.bench;
