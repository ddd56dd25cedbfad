/**
 * The application of one organisation: its identities, its node agents, its view of the ledger, its REST interface, and
 * on the grid company's instance the running of sessions.
 */
package org.gridbourse.gateway;
