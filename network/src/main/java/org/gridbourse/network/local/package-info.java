/** What both kinds of network on this machine have in common: how one is started, its chaincode's program, its ports. */
package org.gridbourse.network.local;
