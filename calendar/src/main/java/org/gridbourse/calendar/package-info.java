/** Which sessions a market holds and when, in its local time; knows no clock and no ledger. */
package org.gridbourse.calendar;
