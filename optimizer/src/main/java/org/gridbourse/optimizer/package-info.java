/** Placeholder package. */
package org.gridbourse.optimizer;
