package org.gridbourse.cli.simulate;

/**
 * What a household's plants give on a day [Wh per period], not negative.
 *
 * @param measuredWh as it will be
 * @param expectedWh as expected when the orders are given
 */
record Generation(long[] measuredWh, long[] expectedWh) {}
