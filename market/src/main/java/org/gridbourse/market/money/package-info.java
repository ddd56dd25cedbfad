/** Accounts, postings, journals that balance, and the purse of a participant while a journal is written. */
package org.gridbourse.market.money;
