/** Trading sessions: shown on every instance, announced and run by the grid company's. */
package org.gridbourse.gateway.session;
