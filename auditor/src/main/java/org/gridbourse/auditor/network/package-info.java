/** Blocks from a running network. The peer that hands them over is believed nothing. */
package org.gridbourse.auditor.network;
