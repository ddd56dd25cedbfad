/** The committed state as transactions and queries see it, and who may see what. */
package org.gridbourse.market.state;
