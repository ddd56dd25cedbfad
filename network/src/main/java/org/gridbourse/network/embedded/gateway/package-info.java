/** What clients call: Fabric's Gateway and Deliver services, one pair per organisation. */
package org.gridbourse.network.embedded.gateway;
