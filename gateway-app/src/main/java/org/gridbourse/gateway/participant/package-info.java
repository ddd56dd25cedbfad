/** Participants: shown with accounts, bills and credit on every instance, registered and paid in by the grid company's. */
package org.gridbourse.gateway.participant;
