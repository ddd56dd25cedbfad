package org.gridbourse.market.record;

import org.gridbourse.market.money.Journal;

/** A record that moved money: the postings are inside. */
public interface JournalRecord extends StateRecord {

    Journal journal();
}
