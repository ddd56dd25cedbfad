/** The little JSON that clients and network tools read and write: connection.json, users, reports. */
package org.gridbourse.fabric.json;
