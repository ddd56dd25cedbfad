/** The network on real Hyperledger Fabric: its own programs as native processes on the loopback address, without Docker. */
package org.gridbourse.network.fabric;
