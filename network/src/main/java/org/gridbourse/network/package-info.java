/** Starts, shows, upgrades and stops a local network of either kind; {@code NetworkMain} is the way in. */
package org.gridbourse.network;
