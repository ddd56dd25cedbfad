/** The one command line, {@code gridbourse}, and how its commands end. */
package org.gridbourse.cli;
