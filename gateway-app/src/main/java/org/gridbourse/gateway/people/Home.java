package org.gridbourse.gateway.people;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import org.gridbourse.gateway.settings.GatewaySettings;
import org.springframework.stereotype.Component;

/** The organisation that this instance serves, and what its pages' cookies are called. */
@Component
class Home {
    private static final String GRID = "Grid";

    private final GatewaySettings settings;

    Home(GatewaySettings settings) {
        this.settings = settings;
    }

    String organisation() {
        return settings.organisation();
    }

    boolean isGrid() {
        return settings.organisation().equals(GRID);
    }

    Path data() {
        return settings.data();
    }

    /** Browsers keep cookies by host, whatever the port: each instance of a machine has a name of its own. */
    String cookieName() {
        String folder = UUID.nameUUIDFromBytes(settings.data().toString().getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
        return "gridbourse-%s-%s".formatted(settings.organisation().toLowerCase(Locale.ROOT), folder);
    }
}
