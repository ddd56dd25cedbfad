/** What clearing agrees between two participants. */
package org.gridbourse.market.trade;
