/** The verb {@code meter}. */
package org.gridbourse.cli.meter;
