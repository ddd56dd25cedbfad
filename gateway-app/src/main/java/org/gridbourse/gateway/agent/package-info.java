/** The nodes of this instance: each plans its day, trades it, works toward what it traded, and is metered. */
package org.gridbourse.gateway.agent;
