/** Where GridBourse's own programs lie, and how they are started. */
package org.gridbourse.cli.installation;
