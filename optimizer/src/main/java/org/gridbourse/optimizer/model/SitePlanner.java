package org.gridbourse.optimizer.model;

/** Plans the devices of one site on one day, for one weighted objective. */
public interface SitePlanner {
    /** @throws org.gridbourse.optimizer.UnservableLoadException if no plan can serve the load */
    SitePlan plan(long seed);

    /** The same with so many programs at most, where a plan takes many: for many plans next to each other. */
    default SitePlan plan(long seed, int mostPrograms) {
        return plan(seed);
    }

    /** The best plan whose devices run and rest as in a given one. */
    SitePlan inPiecesOf(SitePlan kept);

    /** Between two plans of a convex site: so much of the second, the rest of the first. */
    SitePlan mixture(SitePlan first, SitePlan second, double share);

    /** Whether mixtures of two plans are plans whose objective is at most the mixture of theirs. */
    boolean isConvex();
}
