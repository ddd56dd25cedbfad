/** Orders that people write themselves: sealed, committed, revealed and prepaid for them. */
package org.gridbourse.gateway.orders;
