/** What each participant gets and pays for a period, from its trades, its meters and the tariff. */
package org.gridbourse.market.settlement;
