/** Who calls, and what those may see and do: asked by every feature, in one way. */
package org.gridbourse.gateway.access;
