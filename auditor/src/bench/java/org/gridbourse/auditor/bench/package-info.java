/** How long an audit takes next to the bare signatures that it must verify; {@code scripts/bench auditor}. */
package org.gridbourse.auditor.bench;
