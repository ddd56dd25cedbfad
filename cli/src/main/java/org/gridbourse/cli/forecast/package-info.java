/** The verb {@code forecast}. */
package org.gridbourse.cli.forecast;
