/** How commands write what they answer. */
package org.gridbourse.cli.output;
