/** What each participant pays and gets, explained period by period, from the evidence alone. */
package org.gridbourse.cli.bill;
