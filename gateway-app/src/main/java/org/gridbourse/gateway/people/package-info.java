/** People and their programs: invitations, logins, tokens, and who did what. */
package org.gridbourse.gateway.people;
