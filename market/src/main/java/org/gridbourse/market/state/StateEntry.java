package org.gridbourse.market.state;

/** One key of the world state with its value. The bytes are shared, not copied: nobody changes them. */
public record StateEntry(String key, byte[] value) {}
