package org.gridbourse.network.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gridbourse.network.NetworkKind;

/**
 * What one kind of network came to.
 *
 * @param cold a start without class-data archives, and without the disk's cache where that may be emptied
 * @param warm the next start
 * @param levels of load
 */
record Figures(NetworkKind kind, Start cold, Start warm, List<Measurement> levels) {
    Map<String, Object> toMap() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("network", kind);
        fields.put("cold", cold.toMap());
        fields.put("warm", warm.toMap());
        fields.put("levels", levels.stream().map(Measurement::toMap).toList());
        return fields;
    }
}
