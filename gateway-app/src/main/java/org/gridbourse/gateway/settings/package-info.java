/** What an instance is told from outside: properties, the network's {@code connection.json}, the agents' file. */
package org.gridbourse.gateway.settings;
