/** Load on a running network, and the time that starting one takes. */
package org.gridbourse.network.bench;
