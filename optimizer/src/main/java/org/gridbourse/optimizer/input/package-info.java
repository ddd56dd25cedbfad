/** Strict readers of YAML and CSV that name file, line, field and allowed range of whatever they refuse. */
package org.gridbourse.optimizer.input;
