/** What the operator asks and tells the grid company's gateway-app. */
package org.gridbourse.cli.operator;
