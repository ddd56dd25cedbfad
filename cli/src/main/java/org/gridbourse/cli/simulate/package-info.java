/** {@code gridbourse simulate}: what a community would save, without a network, by the rules that the chaincode has. */
package org.gridbourse.cli.simulate;
