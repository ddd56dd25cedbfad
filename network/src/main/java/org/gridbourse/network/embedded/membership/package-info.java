/** Who may sign what: identities, membership, channel configuration and policies, judged as Fabric's peers judge them. */
package org.gridbourse.network.embedded.membership;
