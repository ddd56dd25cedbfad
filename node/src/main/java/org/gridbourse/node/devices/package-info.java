/** Ways in which a node tells its site's devices what to do: by MQTT, in a file, by a call. */
package org.gridbourse.node.devices;
