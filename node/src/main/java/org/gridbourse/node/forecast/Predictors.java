package org.gridbourse.node.forecast;

import java.util.List;

/** A family of simple predictors of a day, mixed afterwards by their record. */
interface Predictors {

    List<String> names();

    /** Where the mix starts before it has learnt: a weight per predictor. */
    double[] startWeights();

    /** One row of slots per predictor, without NaN, from what is known at the gate. */
    double[][] of(Knowledge knowledge);
}
