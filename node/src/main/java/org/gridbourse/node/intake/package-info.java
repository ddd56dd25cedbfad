/** Takes registers in as they come, from MQTT and by HTTP: maps foreign payloads, and counts each Wh once. */
package org.gridbourse.node.intake;
