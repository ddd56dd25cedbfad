/** Placeholder package. */
package org.gridbourse.auditor;
