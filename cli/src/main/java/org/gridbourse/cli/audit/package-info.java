/** {@code gridbourse audit}: fetch, verify, explain, export, watch, report. */
package org.gridbourse.cli.audit;
