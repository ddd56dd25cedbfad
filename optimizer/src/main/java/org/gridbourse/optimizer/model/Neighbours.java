package org.gridbourse.optimizer.model;

/**
 * What everything else behind the tie line does while one store is planned; one entry per planned step.
 *
 * @param netKw power of all other stores and blocks, charging positive
 * @param greenKw what those charge that may charge from the site's own plants only
 * @param takenKw what the other flexible loads take
 * @param ownKw what those discharge that may discharge into the site's own loads only
 */
record Neighbours(double[] netKw, double[] greenKw, double[] takenKw, double[] ownKw) {
    static Neighbours none(int steps) {
        double[] nothing = new double[steps];
        return new Neighbours(nothing, nothing, nothing, nothing);
    }
}
