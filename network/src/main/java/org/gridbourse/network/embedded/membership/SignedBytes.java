package org.gridbourse.network.embedded.membership;

import com.google.protobuf.ByteString;

/**
 * A message with its signature.
 *
 * @param signer serialized identity
 * @param signature ECDSA, DER
 * @param message what was signed
 */
public record SignedBytes(ByteString signer, ByteString signature, ByteString message) {}
