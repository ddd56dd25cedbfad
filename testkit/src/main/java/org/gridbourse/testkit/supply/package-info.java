/** What we ship of others, and what is published against it. */
package org.gridbourse.testkit.supply;
