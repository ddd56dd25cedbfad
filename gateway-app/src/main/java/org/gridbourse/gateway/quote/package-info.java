/** What orders would cost before they are sent, and orders as people write them. */
package org.gridbourse.gateway.quote;
