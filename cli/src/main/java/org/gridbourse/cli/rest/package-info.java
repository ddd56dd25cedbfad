/** The REST interface of a gateway-app, as seen from the command line. */
package org.gridbourse.cli.rest;
