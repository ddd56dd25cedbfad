package org.gridbourse.cli.operator;

import org.gridbourse.market.json.JsonObject;
import picocli.CommandLine.Option;

/** A meter with its key. */
final class MeterOptions extends KeyOptions {
    @Option(names = "--meter", paramLabel = "ID", required = true, description = "Id of the meter.")
    private String meterId;

    @Option(
            names = "--connection-point",
            paramLabel = "ID",
            defaultValue = "1",
            description = "Where it measures; meters of one point are netted. Default: 1.")
    private String connectionPoint;

    @Option(
            names = "--import-register-wh",
            paramLabel = "N",
            defaultValue = "0",
            description = "Register at the beginning; default: 0. Another one needs consent.")
    private long importRegisterWh;

    @Option(
            names = "--export-register-wh",
            paramLabel = "N",
            defaultValue = "0",
            description = "Register at the beginning; default: 0. Another one needs consent.")
    private long exportRegisterWh;

    @Override
    JsonObject.Builder body() {
        return super.body()
                .put("meterId", meterId)
                .put("connectionPoint", connectionPoint)
                .put("importRegisterWh", importRegisterWh)
                .put("exportRegisterWh", exportRegisterWh);
    }
}
