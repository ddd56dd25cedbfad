/** Placeholder package. */
package org.gridbourse.chaincode;
