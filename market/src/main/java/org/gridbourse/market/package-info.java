/**
 * The market of GridBourse: its rules and the transactions that apply them, for everybody who must come to the same
 * result: chaincode, gateway, auditor, command line.
 *
 * <p>Integers only: energy in Wh, prices in micro-units of the currency per kWh, money in nano-units, so that energy
 * times price is exact. Every rule is a pure function; what it refuses, it refuses with a {@link
 * org.gridbourse.market.Refusal}.
 */
package org.gridbourse.market;
