package org.gridbourse.network.embedded.execution;

import com.google.protobuf.ByteString;
import java.util.Optional;

/** Rows of a query, fetched one by one. */
interface QueryResults {
    /** The next row as the chaincode protocol carries it; empty after the last one. */
    Optional<ByteString> next();
}
