package org.gridbourse.cli.hosting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.gridbourse.calendar.Market;
import org.gridbourse.cli.output.IndentedJson;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.Limits;
import org.gridbourse.programs.PrivateFolder;

/** {@code market.json}: there while a market is up, with its addresses and, in a playground, its users. */
record MarketState(JsonObject json) {

    /** @param users of a playground, with their passwords */
    static MarketState of(HostRequest request, Market market, List<JsonObject> gateways, List<JsonObject> users) {
        JsonObject.Builder json = JsonObject.builder()
                .put("market", market.name())
                .put("network", request.network())
                .put("state", "UP")
                .put("playground", request.playground())
                .put("gateways", JsonArray.of(gateways));
        if (request.playground()) {
            json.put("users", JsonArray.of(users));
        }
        return new MarketState(json.build());
    }

    /** Under another name first, so that nobody reads half of it; it may hold passwords. */
    void write(Path file) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        PrivateFolder.createFile(draft);
        Files.writeString(draft, IndentedJson.of(json));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Empty while the market is not up. */
    static Optional<MarketState> read(Path file) throws IOException {
        return Files.exists(file)
                ? Optional.of(new MarketState((JsonObject) Json.parse(Files.readString(file), Limits.FILE)))
                : Optional.empty();
    }
}
