/** Placeholder package. */
package org.gridbourse.network;
