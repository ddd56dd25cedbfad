package org.gridbourse.market.request;

import org.gridbourse.market.json.JsonObject;

/** What a client asks of the market: the name of a function and its one argument. */
public interface Request {

    /** The function's name, as the chaincode knows it. */
    String function();

    /** The argument, as the function reads it. */
    JsonObject toJson();
}
