package org.gridbourse.cli.simulate;

import java.util.List;
import java.util.Optional;

/**
 * A participant of a world.
 *
 * @param id unique in its world
 * @param battery empty where the site has none
 * @param tieLineWh the most that its connection carries per period
 * @param flows what it takes and gives
 */
record Household(String id, Optional<Battery> battery, long tieLineWh, List<Flow> flows) {

    /** As it says that it is. */
    Household saying(Lie.Change lie) {
        return new Household(
                id, battery.filter(store -> lie.capacity() > 0).map(store -> store.saying(lie)), tieLineWh, flows);
    }
}
