/**
 * The market seen from outside: every valid transaction is executed again by the rules over the auditor's own state and
 * compared byte for byte, and the books are kept a second time from the postings alone.
 */
package org.gridbourse.auditor.market;
