/**
 * What any Fabric network must do, seen from outside only: through the Gateway service, block delivery and a chaincode.
 * Runs on the embedded network and on real Hyperledger Fabric ({@code -Dgridbourse.test.network=embedded|fabric|all}).
 */
package org.gridbourse.network.suite;
