/** The day as a page and a summary, drawn from the evidence; nothing is decided here. */
package org.gridbourse.cli.report;
