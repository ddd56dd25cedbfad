/** Microgrids that are not there: meters that sign what a day file says, and nodes that do not keep their word. */
package org.gridbourse.node.simulation;
