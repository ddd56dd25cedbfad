/**
 * Who is who: certificate authorities, organisations, nodes and users, in the folder layout that Fabric's own programs
 * and client SDKs read.
 */
package org.gridbourse.network.identity;
