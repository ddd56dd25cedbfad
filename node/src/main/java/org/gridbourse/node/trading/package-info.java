/**
 * A node's steps in a session: plan, seal, reveal, prepay, hand in readings. It sees forecasts, meter and ledger through the
 * ports {@link org.gridbourse.node.trading.DayForecasts}, {@link org.gridbourse.node.trading.SignedReadings} and
 * {@link org.gridbourse.node.trading.LedgerAccess}, and notes what it does in a
 * {@link org.gridbourse.node.trading.NodeJournal}.
 */
package org.gridbourse.node.trading;
