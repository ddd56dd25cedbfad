/** Embedded networks for JUnit tests. */
package org.gridbourse.network.junit;
