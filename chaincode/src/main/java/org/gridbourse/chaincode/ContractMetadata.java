package org.gridbourse.chaincode;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import org.hyperledger.fabric.contract.annotation.Contract;
import org.hyperledger.fabric.contract.annotation.Info;
import org.hyperledger.fabric.contract.annotation.Transaction;

/**
 * How the chaincode describes itself to Fabric's clients, in the schema of Fabric's contract metadata. The shim could
 * write it as well, with eight libraries for a check of its own writing.
 */
final class ContractMetadata {
    /** The contract that every chaincode of Fabric's contract API has beside its own. */
    static final String SYSTEM_CONTRACT = "org.hyperledger.fabric";

    static final String GET_METADATA = "GetMetadata";

    private static final String SCHEMA = "https://fabric-shim.github.io/release-1.4/contract-schema.json";
    private static final JsonObject TEXT =
            JsonObject.builder().put("type", "string").build();

    private ContractMetadata() {}

    static String of(Contract contract, Collection<Method> functions) {
        List<JsonObject> transactions =
                functions.stream().map(ContractMetadata::function).toList();
        JsonObject metadata = JsonObject.builder()
                .put("name", SYSTEM_CONTRACT)
                .put("transactions", JsonArray.of(List.of(transaction(GET_METADATA, List.of(), "EVALUATE", "QUERY"))))
                .build();
        JsonObject market = JsonObject.builder()
                .put("name", contract.name())
                .put("info", info(contract.info()))
                .put("transactions", JsonArray.of(transactions))
                .build();
        return Json.write(JsonObject.builder()
                .put("$schema", SCHEMA)
                .put("info", info(contract.info()))
                .put(
                        "contracts",
                        JsonObject.builder()
                                .put(contract.name(), market)
                                .put(SYSTEM_CONTRACT, metadata)
                                .build())
                .put(
                        "components",
                        JsonObject.builder()
                                .put("schemas", JsonObject.builder().build())
                                .build())
                .build());
    }

    private static JsonObject info(Info info) {
        return JsonObject.builder()
                .put("title", info.title())
                .put("description", info.description())
                .put("version", info.version())
                .put(
                        "license",
                        JsonObject.builder()
                                .put("name", info.license().name())
                                .put("url", info.license().url())
                                .build())
                .build();
    }

    private static JsonObject function(Method method) {
        List<JsonValue> parameters = new ArrayList<>();
        // the first one is the context, which no client sends
        for (Parameter parameter : List.of(method.getParameters()).subList(1, method.getParameterCount())) {
            parameters.add(JsonObject.builder()
                    .put("name", parameter.getName())
                    .put("schema", TEXT)
                    .build());
        }
        return method.getAnnotation(Transaction.class).intent() == Transaction.TYPE.SUBMIT
                ? transaction(method.getName(), parameters, "SUBMIT", "INVOKE")
                : transaction(method.getName(), parameters, "EVALUATE", "QUERY");
    }

    private static JsonObject transaction(String name, List<JsonValue> parameters, String... tags) {
        return JsonObject.builder()
                .put("name", name)
                .put("parameters", JsonArray.of(parameters))
                .put("returns", TEXT)
                .put("tags", JsonArray.ofTexts(List.of(tags)))
                .build();
    }
}
