package org.gridbourse.optimizer.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gridbourse.optimizer.InputRefusedException;

/**
 * What is wrong with files that are read together. Whoever has to put them right is told all of it in one answer; in place
 * of a value that is wrong something harmless is read on.
 */
public final class Faults {
    /** Refuses at the first fault. */
    static final Faults NONE = new Faults(0);

    private static final int MOST = 50;

    private final int most;
    private final List<InputRefusedException> found = new ArrayList<>();

    private Faults(int most) {
        this.most = most;
    }

    /**
     * Reads with all faults in one answer.
     *
     * @throws InputRefusedException naming every fault, one a line
     */
    public static <T> T allOf(Function<Faults, T> reading) {
        Faults faults = new Faults(MOST);
        Optional<T> read = faults.attempt(() -> reading.apply(faults));
        faults.requireNone();
        return read.orElseThrow();
    }

    /** Reads a part; nothing where anything of it is wrong. What only follows from a fault of the same part is not told. */
    public <T> Optional<T> attempt(Supplier<T> part) {
        int before = found.size();
        try {
            T read = part.get();
            return found.size() == before ? Optional.of(read) : Optional.empty();
        } catch (InputRefusedException refused) {
            if (found.size() == before) {
                report(refused);
            }
        } catch (IllegalArgumentException ofHarmlessValues) {
            if (found.size() == before) {
                throw ofHarmlessValues;
            }
        }
        return Optional.empty();
    }

    /** Refuses, with everything that was found, where anything was. */
    public void requireNone() {
        if (!found.isEmpty()) {
            throw InputRefusedException.ofAll(found);
        }
    }

    /** Keeps a fault, or refuses at once. */
    void report(InputRefusedException fault) {
        if (found.size() >= most) {
            throw found.isEmpty() ? fault : InputRefusedException.ofAll(found);
        }
        found.add(fault);
    }
}
