/** Orders: one side, up to ten steps, strictly better first; alone, in a schedule, and in a book. */
package org.gridbourse.market.order;
