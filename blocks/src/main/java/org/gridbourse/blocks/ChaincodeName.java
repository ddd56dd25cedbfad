package org.gridbourse.blocks;

/**
 * A chaincode as headers and results name it.
 *
 * @param present whether it was named at all; name and version are empty if not
 */
public record ChaincodeName(boolean present, String name, String version) {}
