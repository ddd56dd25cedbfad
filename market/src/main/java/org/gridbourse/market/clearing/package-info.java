/** The uniform-price double auction of one period: book in, price, fills and trades out, checked before it is used. */
package org.gridbourse.market.clearing;
