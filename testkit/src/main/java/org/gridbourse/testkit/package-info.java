/** What tests of a chaincode or of a client need: an embedded network for JUnit. */
package org.gridbourse.testkit;
