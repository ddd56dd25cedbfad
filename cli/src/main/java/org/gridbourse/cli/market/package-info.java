/** The verbs {@code clear} and {@code settle}: the market's rules, run over files. */
package org.gridbourse.cli.market;
