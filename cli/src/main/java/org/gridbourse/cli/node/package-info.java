/** {@code gridbourse node}: a microgrid's node on its owner's machine, with the owner's key. */
package org.gridbourse.cli.node;
