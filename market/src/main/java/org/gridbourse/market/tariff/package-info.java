/** What the grid company publishes per period: retail, feed-in and grid fee. */
package org.gridbourse.market.tariff;
