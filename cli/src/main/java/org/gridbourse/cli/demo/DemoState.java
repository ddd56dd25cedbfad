package org.gridbourse.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonObject;

/**
 * What a demo was started with, kept so that an interrupted day is gone on with as it was begun.
 *
 * @param community the community's folder
 * @param network {@code embedded} or {@code fabric}
 */
record DemoState(Path community, String network, long seed) {
    static final String FILE = "demo.json";

    void write(DemoFolder folder) throws IOException {
        JsonObject json = JsonObject.builder()
                .put("community", community.toAbsolutePath().toString())
                .put("network", network)
                .put("seed", seed)
                .build();
        Files.writeString(folder.run().resolve(FILE), Json.write(json));
    }

    static DemoState read(DemoFolder folder) throws IOException {
        return Fields.read(
                Files.readString(folder.run().resolve(FILE)),
                fields -> new DemoState(
                        Path.of(fields.text("community")), fields.text("network"), fields.number("seed")));
    }
}
