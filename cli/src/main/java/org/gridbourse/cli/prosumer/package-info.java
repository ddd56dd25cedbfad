/** What a prosumer asks its organisation's gateway-app. */
package org.gridbourse.cli.prosumer;
