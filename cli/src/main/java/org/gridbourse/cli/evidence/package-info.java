/** What the blocks prove, as the auditor exported it: the only source of bills, summary and report. */
package org.gridbourse.cli.evidence;
