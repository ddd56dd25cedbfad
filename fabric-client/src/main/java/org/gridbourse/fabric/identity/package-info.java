/** What certificates and keys are on a Fabric network, and how an organisation's authority issues them. */
package org.gridbourse.fabric.identity;
