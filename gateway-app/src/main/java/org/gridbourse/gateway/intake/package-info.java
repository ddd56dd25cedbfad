/** Takes in what meters show, by MQTT and by HTTP, and signs readings for meters that cannot sign. */
package org.gridbourse.gateway.intake;
