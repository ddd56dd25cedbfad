package org.gridbourse.optimizer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.gridbourse.optimizer.Days;
import org.gridbourse.optimizer.DispatchRequest;
import org.gridbourse.optimizer.Storage;
import org.gridbourse.optimizer.swarm.Refinement;
import org.gridbourse.optimizer.swarm.Repair;
import org.gridbourse.optimizer.swarm.Swarm;
import org.gridbourse.optimizer.swarm.Termination;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inner loops allocate nothing: bytes per thread, as the virtual machine counts them, do not grow with the work. */
class AllocationTest {
    /** Far below one array of 96 numbers per round, far above what the counting itself takes. */
    private static final long NOTHING = 4_000;

    private static final int STEPS = 96;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @BeforeEach
    void the_virtual_machine_counts() {
        assumeTrue(threads.isThreadAllocatedMemorySupported(), "this virtual machine does not count allocated bytes");
        threads.setThreadAllocatedMemoryEnabled(true);
    }

    /** A day with its costs, states and a cycle limit; with start charge and least power it is not convex. */
    private record Subject(StageCosts costs, StateTube tube, double limitKwh) {
        static Subject of(boolean convex) {
            Storage.Running running = convex
                    ? new Storage.Running(0, 0, OptionalDouble.of(0.8))
                    : new Storage.Running(1, 20, OptionalDouble.of(0.8));
            Days.Case day = Days.random(3, STEPS, Days.Traits.CONVEX).with(running);
            SiteDay siteDay = new SiteDay(DispatchRequest.cheapest(day.site(), day.day()));
            StageCosts costs = new StageCosts(siteDay, Weights.cheapest(siteDay));
            double limitKwh = 1.6 * day.site().storage().orElseThrow().capacityKwh();
            return new Subject(costs, new StateTube(siteDay, costs), limitKwh);
        }

        TubeRepair repair() {
            return new TubeRepair(costs, tube, 0.1);
        }

        double[] atRest() {
            double[] change = new double[STEPS];
            repair().repair(change);
            return change;
        }
    }

    private long bytes(Runnable work) {
        // once for what is loaded and allocated at the first time only
        work.run();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        work.run();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }

    private long bytesOfSwarm(Subject subject, Repair repair, int rounds) {
        Swarm swarm = new Swarm(new StorageProblem(subject.costs, subject.limitKwh), repair, 10);
        return bytes(() -> swarm.search(List.of(), Termination.after(rounds), new SplittableRandom(7)));
    }

    @Test
    void a_hundred_rounds_of_the_swarm_take_the_memory_of_one_on_a_convex_day() {
        Subject subject = Subject.of(true);
        CycleRepair repair = new CycleRepair(subject.repair(), subject.atRest(), subject.limitKwh);
        long once = bytesOfSwarm(subject, repair, 1);
        assertThat(bytesOfSwarm(subject, repair, 101) - once).isLessThan(NOTHING);
    }

    @Test
    void a_hundred_rounds_of_settled_particles_take_the_memory_of_one_where_running_costs() {
        Subject subject = Subject.of(false);
        PairShift shift = new PairShift(subject.costs, subject.tube, subject.limitKwh);
        TubeRepair reachable = subject.repair();
        Repair repair = position -> {
            reachable.repair(position);
            shift.refine(position);
        };
        long once = bytesOfSwarm(subject, repair, 1);
        assertThat(bytesOfSwarm(subject, repair, 101) - once).isLessThan(NOTHING);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refinement_allocates_nothing(boolean convex) {
        Subject subject = Subject.of(convex);
        PairShift shift = new PairShift(subject.costs, subject.tube, subject.limitKwh);
        Refinement refinement = convex ? shift : new PieceSearch(subject.costs, shift);
        double[] start = subject.atRest();
        double[] change = new double[STEPS];
        long[] made = new long[1];
        long bytes = bytes(() -> {
            System.arraycopy(start, 0, change, 0, STEPS);
            made[0] = refinement.refine(change);
        });
        assertThat(made[0]).as("improving steps").isPositive();
        assertThat(bytes).isLessThan(NOTHING);
    }
}
