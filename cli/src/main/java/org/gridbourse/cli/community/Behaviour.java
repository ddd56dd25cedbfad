package org.gridbourse.cli.community;

/**
 * What a demo participant really does in one session.
 *
 * @param reveal whether it opens its sealed orders
 * @param prepay whether it pays its escrow or bond
 * @param deliverFraction what its meters measure of its export, 0 to 10; above 1 it delivers more than it has
 */
public record Behaviour(boolean reveal, boolean prepay, double deliverFraction) {
    /** Keeps every promise. */
    public static final Behaviour HONEST = new Behaviour(true, true, 1.0);
}
