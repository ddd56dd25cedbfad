package org.gridbourse.node.meter;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All that a file holds of one meter, as it stands there: registers or intervals, per direction. */
final class RawMeter {
    private final String meterId;
    private EnergyUnit unit = EnergyUnit.WH;
    private final Map<Direction, List<Sample>> samples = new EnumMap<>(Direction.class);
    private final Map<Direction, List<Piece>> pieces = new EnumMap<>(Direction.class);

    RawMeter(String meterId) {
        this.meterId = meterId;
    }

    /** The unit in which its values are stated. */
    EnergyUnit unit() {
        return unit;
    }

    void statedIn(EnergyUnit stated) {
        unit = stated;
    }

    String meterId() {
        return meterId;
    }

    void add(Direction direction, Sample sample) {
        samples.computeIfAbsent(direction, each -> new ArrayList<>()).add(sample);
    }

    void add(Direction direction, Piece piece) {
        pieces.computeIfAbsent(direction, each -> new ArrayList<>()).add(piece);
    }

    List<Sample> samples(Direction direction) {
        return samples.getOrDefault(direction, List.of());
    }

    List<Piece> pieces(Direction direction) {
        return pieces.getOrDefault(direction, List.of());
    }
}
