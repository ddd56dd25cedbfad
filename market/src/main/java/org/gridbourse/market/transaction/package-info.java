/**
 * The transactions: each decodes its request, checks the caller, loads what it needs, calls the rules of the other packages
 * and answers with the writes and the one event. No rule of the rulebook lives here.
 */
package org.gridbourse.market.transaction;
