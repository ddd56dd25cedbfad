/** Placeholder package. */
package org.gridbourse.market;
