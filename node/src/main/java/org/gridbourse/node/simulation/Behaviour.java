package org.gridbourse.node.simulation;

/**
 * What a node of a demonstration really does.
 *
 * @param reveal whether it opens its sealed orders
 * @param prepay whether it prepays its trades
 * @param deliverFraction what the export that its meters measure is multiplied by, at least 0
 */
public record Behaviour(boolean reveal, boolean prepay, double deliverFraction) {
    public static final Behaviour FAITHFUL = new Behaviour(true, true, 1.0);

    public Behaviour {
        if (!(deliverFraction >= 0 && deliverFraction <= 10)) {
            throw new IllegalArgumentException("deliverFraction must be a number in 0..10, is " + deliverFraction);
        }
    }
}
