/**
 * Reads Hyperledger Fabric's blocks and judges nothing: every record keeps the bytes it was read from, so that whoever
 * judges hashes and verifies what was really signed. Bytes that cannot be read are a {@link MalformedException}.
 */
package org.gridbourse.blocks;
