/** The figures of the rulebook that a new version may change: classes, bonds, credit. */
package org.gridbourse.market.rules;
