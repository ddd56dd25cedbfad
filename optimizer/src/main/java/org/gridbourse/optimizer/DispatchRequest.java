package org.gridbourse.optimizer;

import java.util.Optional;

/**
 * Everything that decides a plan: the same request always gives the same plan.
 *
 * @param carbonPrice currency units per kg, for {@link Objective#WEIGHTED}; ignored otherwise
 * @param seed of the swarm
 * @param commitment energy already traded
 * @param redispatch empty: the whole day from the site's initial state of charge
 */
public record DispatchRequest(
        Site site,
        Day day,
        Objective objective,
        Method method,
        double carbonPrice,
        long seed,
        Optional<Commitment> commitment,
        Optional<Redispatch> redispatch) {
    public DispatchRequest {
        Checks.notNegative("carbonPrice", carbonPrice);
        int steps = day.size();
        commitment.ifPresent(committed ->
                Checks.within("steps of the commitment", committed.netKw().size(), steps, steps));
        redispatch.ifPresent(rest -> Checks.within("firstStep", rest.firstStep(), 0, steps - 1));
        redispatch
                .flatMap(Redispatch::current)
                .ifPresent(current -> Checks.within(
                        "steps of the current plan", current.storageKw().size(), steps, steps));
    }

    /** The cheapest day with storage, seed 42. */
    public static DispatchRequest cheapest(Site site, Day day) {
        return new DispatchRequest(
                site, day, Objective.COST, Method.OPTIMISED_STORAGE, 0, 42, Optional.empty(), Optional.empty());
    }

    public DispatchRequest withObjective(Objective other, double newCarbonPrice) {
        return new DispatchRequest(site, day, other, method, newCarbonPrice, seed, commitment, redispatch);
    }

    public DispatchRequest withDay(Day other) {
        return new DispatchRequest(site, other, objective, method, carbonPrice, seed, commitment, redispatch);
    }

    public DispatchRequest withMethod(Method other) {
        return new DispatchRequest(site, day, objective, other, carbonPrice, seed, commitment, redispatch);
    }

    public DispatchRequest withSeed(long other) {
        return new DispatchRequest(site, day, objective, method, carbonPrice, other, commitment, redispatch);
    }

    public DispatchRequest withCommitment(Commitment traded) {
        return new DispatchRequest(site, day, objective, method, carbonPrice, seed, Optional.of(traded), redispatch);
    }

    public DispatchRequest withRedispatch(Redispatch rest) {
        return new DispatchRequest(site, day, objective, method, carbonPrice, seed, commitment, Optional.of(rest));
    }
}
