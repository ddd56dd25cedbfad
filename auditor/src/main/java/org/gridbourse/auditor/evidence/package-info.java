/** What an audit hands over besides its verdict: tables, a trade's life, a participant's pack, a page for people. */
package org.gridbourse.auditor.evidence;
