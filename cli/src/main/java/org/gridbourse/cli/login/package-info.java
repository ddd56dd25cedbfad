/** Who calls: logging in at a gateway-app, and out. */
package org.gridbourse.cli.login;
