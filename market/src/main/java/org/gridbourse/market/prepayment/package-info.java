/** What participants pledge and prepay, and what a default costs whom. */
package org.gridbourse.market.prepayment;
