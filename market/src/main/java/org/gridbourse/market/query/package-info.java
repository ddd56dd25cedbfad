/** The queries: each checks the caller, reads the committed state and answers with JSON. Nothing is written. */
package org.gridbourse.market.query;
