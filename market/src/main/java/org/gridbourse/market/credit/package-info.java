/** The credit score: what delivering, missing and defaulting do to it, and the way back. */
package org.gridbourse.market.credit;
