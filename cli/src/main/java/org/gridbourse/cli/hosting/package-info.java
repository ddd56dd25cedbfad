/** The verb {@code market}: a market that stays, from its {@code market.yaml} to its running programs. */
package org.gridbourse.cli.hosting;
