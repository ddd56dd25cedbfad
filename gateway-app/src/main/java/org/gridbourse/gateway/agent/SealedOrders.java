package org.gridbourse.gateway.agent;

import org.gridbourse.market.json.JsonArray;

/**
 * Orders of a node before they are revealed. The salt is a secret until then.
 *
 * @param schedule as it will be revealed
 */
record SealedOrders(int revision, String salt, JsonArray schedule, String hash, long declaredMaxWh) {

    /** Nothing of what is sealed. */
    @Override
    public String toString() {
        return "sealed orders, revision %d, hash %s".formatted(revision, hash);
    }
}
