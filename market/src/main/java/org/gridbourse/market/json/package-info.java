/**
 * Canonical JSON: the one form in which requests, answers, events and state records are read and written.
 *
 * <p>The strings, the escapes and the order of keys are those of RFC 8785 (JSON Canonicalization Scheme); numbers are
 * integers within the range of {@code long} and nothing else. Reading is strict: duplicate keys, unknown keys,
 * fractions, exponents, trailing text, too deep or too long documents are refused with line, column and path.
 */
package org.gridbourse.market.json;
