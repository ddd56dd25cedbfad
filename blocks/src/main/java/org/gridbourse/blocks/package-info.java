/** Placeholder package. */
package org.gridbourse.blocks;
