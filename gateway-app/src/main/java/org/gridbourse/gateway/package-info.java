/** Placeholder package. */
package org.gridbourse.gateway;
