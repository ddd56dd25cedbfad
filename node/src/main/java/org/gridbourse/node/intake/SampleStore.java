package org.gridbourse.node.intake;

import java.util.List;
import java.util.Optional;
import org.gridbourse.node.intake.IntakeDesk.Register;
import org.gridbourse.node.intake.IntakeDesk.Shown;

/** Port: where what meters showed is kept, so that registers count on after a restart. */
public interface SampleStore {
    /** Keeps all of them, or none. */
    void keep(List<Sample> samples);

    /** A meter's samples in the order in which they came, from one that counted on. */
    List<Sample> of(String meterId);

    /**
     * A sample that came in.
     *
     * @param register the registers behind it; empty where it did not count
     */
    record Sample(String meterId, Shown shown, Optional<Register> register, String verdict) {}
}
