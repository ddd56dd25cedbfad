package org.gridbourse.optimizer;

import java.util.Optional;

/**
 * Everything that decides a plan: the same request always gives the same plan.
 *
 * @param carbonPrice currency units per kg, for {@link Objective#WEIGHTED}; ignored otherwise
 * @param seed of the swarm
 * @param commitment energy already traded
 * @param redispatch empty: the whole day from the site's initial state of charge
 * @param state what was measured; decides over {@code redispatch} and over what the site says
 */
public record DispatchRequest(
        Site site,
        Day day,
        Objective objective,
        Method method,
        double carbonPrice,
        long seed,
        Optional<Commitment> commitment,
        Optional<Redispatch> redispatch,
        Optional<SiteState> state) {
    public DispatchRequest {
        Checks.notNegative("carbonPrice", carbonPrice);
        int steps = day.size();
        commitment.ifPresent(committed ->
                Checks.within("steps of the commitment", committed.netKw().size(), steps, steps));
        redispatch.ifPresent(rest -> Checks.within("firstStep", rest.firstStep(), 0, steps - 1));
        state.ifPresent(measured -> Checks.within("firstStep", measured.firstStep(), 0, steps - 1));
        redispatch
                .flatMap(Redispatch::current)
                .ifPresent(current -> Checks.within(
                        "steps of the current plan", current.storageKw().size(), steps, steps));
    }

    /** The cheapest day with storage, seed 42. */
    public static DispatchRequest cheapest(Site site, Day day) {
        return new DispatchRequest(
                site,
                day,
                Objective.COST,
                Method.OPTIMISED_STORAGE,
                0,
                42,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public DispatchRequest withObjective(Objective other, double newCarbonPrice) {
        return new DispatchRequest(site, day, other, method, newCarbonPrice, seed, commitment, redispatch, state);
    }

    public DispatchRequest withDay(Day other) {
        return new DispatchRequest(site, other, objective, method, carbonPrice, seed, commitment, redispatch, state);
    }

    public DispatchRequest withMethod(Method other) {
        return new DispatchRequest(site, day, objective, other, carbonPrice, seed, commitment, redispatch, state);
    }

    public DispatchRequest withSeed(long other) {
        return new DispatchRequest(site, day, objective, method, carbonPrice, other, commitment, redispatch, state);
    }

    public DispatchRequest withCommitment(Commitment traded) {
        return new DispatchRequest(
                site, day, objective, method, carbonPrice, seed, Optional.of(traded), redispatch, state);
    }

    public DispatchRequest withRedispatch(Redispatch rest) {
        return new DispatchRequest(
                site, day, objective, method, carbonPrice, seed, commitment, Optional.of(rest), state);
    }

    public DispatchRequest withState(SiteState measured) {
        return new DispatchRequest(
                site, day, objective, method, carbonPrice, seed, commitment, redispatch, Optional.of(measured));
    }

    /** First step to be planned, counted from 0. */
    public int firstStep() {
        return state.map(SiteState::firstStep)
                .or(() -> redispatch.map(Redispatch::firstStep))
                .orElse(0);
    }
}
