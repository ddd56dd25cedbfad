/** Placeholder package. */
package org.gridbourse.cli;
