/**
 * What clients send: every request of every transaction and query as a record that reads and writes its JSON. Form is
 * checked here; whether a request is allowed is said by the transactions.
 */
package org.gridbourse.market.request;
