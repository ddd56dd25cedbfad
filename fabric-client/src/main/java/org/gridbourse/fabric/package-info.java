/** The way in for every client of a network: its connection file, users' certificates and keys, a peer's gateway. */
package org.gridbourse.fabric;
