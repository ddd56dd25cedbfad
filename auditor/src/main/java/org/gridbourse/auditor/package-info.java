/**
 * Lets a person who trusts nobody but a genesis block prove, offline, that every trade was cleared, paid, delivered and settled
 * by the rules, or say exactly what is wrong. {@link org.gridbourse.auditor.Audit} is the way in.
 */
package org.gridbourse.auditor;
