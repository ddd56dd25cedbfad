/** The little JSON that the network tools read and write: connection.json, users, reports. */
package org.gridbourse.network.json;
