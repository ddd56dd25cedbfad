/** What an audit says: findings, each with a stable code. */
package org.gridbourse.auditor.findings;
