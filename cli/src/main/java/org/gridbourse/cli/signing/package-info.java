/** Keys that people hold themselves, and the transactions that they sign with them. */
package org.gridbourse.cli.signing;
