package org.gridbourse.gateway.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.gridbourse.gateway.web.InterfaceTexts.Text;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Completes what the framework finds out about the interface by itself: words and examples for every operation,
 * parameter and field, which fields a request must have, and the problems that each operation may answer with.
 */
@Configuration(proxyBeanMethods = false)
@SuppressWarnings({"rawtypes", "unchecked"}) // so is the model of the interface
class InterfaceDescription {
    private static final String PROBLEM = "Problem";
    private static final String TOKEN = "token";
    private static final String ANY_JSON = "JsonNode";
    private static final String REFERENCE = "#/components/schemas/";

    private static final Map<String, String> ALWAYS = Map.of(
            "401", "TOKEN_MISSING: neither a token nor a login was shown",
            "403", "somebody else's matter, or a page of another host",
            "503", "NETWORK_UNAVAILABLE, CONFLICT or OUTCOME_UNKNOWN: the same call may be sent again");
    private static final Map<String, String> WITH_ADDRESS = Map.of("404", "NOT_FOUND: there is no such thing");
    private static final Map<String, String> WITH_BODY = Map.of(
            "409", "the ledger refuses; the code is the refusal's name, see docs/refusals.md",
            "413", "TOO_LARGE: the body is too large",
            "422", "BAD_INPUT or REQUEST_INVALID: a field is missing, unknown, of the wrong type or out of range");

    private final InterfaceTexts texts = new InterfaceTexts();

    @Bean
    OpenApiCustomizer describedInterface() {
        return this::describe;
    }

    private void describe(OpenAPI api) {
        api.setInfo(new Info()
                .title("GridBourse gateway-app")
                .version("1")
                .description(
                        "One organisation's door to the market. Prices and money are decimal text, energies whole Wh,"
                                + " times in UTC. Problems are RFC 9457 with a stable code."));
        api.getComponents()
                .addSecuritySchemes(
                        TOKEN,
                        new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
        api.addSecurityItem(new SecurityRequirement().addList(TOKEN));
        List<String> requests = new ArrayList<>();
        api.getPaths().forEach((address, path) -> path.readOperationsMap()
                .forEach((verb, operation) -> describe(verb, address, operation, requests)));
        api.getComponents().addSchemas(PROBLEM, problem());
        Map<String, String> shortNames = shortNames(api.getComponents().getSchemas());
        api.getComponents()
                .getSchemas()
                .forEach((name, schema) -> describe(shortNames.get(name), name, schema, requests));
        rename(api, shortNames);
    }

    private void describe(PathItem.HttpMethod verb, String address, Operation operation, List<String> requests) {
        Optional<Text> words = texts.operation(verb.name(), address);
        words.ifPresent(text -> operation.summary(text.first()).description(text.second()));
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(parameter -> texts.parameter(parameter.getName())
                    .ifPresent(text -> parameter.description(text.first()).example(text.second())));
        }
        Map<String, String> problems = new TreeMap<>(ALWAYS);
        if (address.contains("{")) {
            problems.putAll(WITH_ADDRESS);
        }
        if (operation.getRequestBody() != null) {
            problems.putAll(WITH_BODY);
            operation.getRequestBody().setRequired(true);
            operation.getRequestBody().getContent().values().stream()
                    .map(content -> content.getSchema().get$ref())
                    .filter(reference -> reference != null)
                    .forEach(reference -> requests.add(reference.substring(REFERENCE.length())));
        }
        problems.forEach((status, text) -> operation
                .getResponses()
                .addApiResponse(
                        status,
                        new ApiResponse()
                                .description(text)
                                .content(new Content()
                                        .addMediaType(
                                                "application/problem+json",
                                                new MediaType().schema(new Schema<>().$ref(REFERENCE + PROBLEM))))));
    }

    private void describe(String shortName, String name, Schema<?> schema, List<String> requests) {
        if (shortName.equals(ANY_JSON)) {
            schema.setProperties(null);
            schema.setDescription("Any JSON object, as the function of the chaincode wants it.");
        }
        if (schema.getProperties() == null) {
            return;
        }
        boolean isRequest = requests.contains(name);
        List<String> required = new ArrayList<>();
        schema.getProperties().forEach((field, property) -> {
            texts.field(field).ifPresent(text -> {
                property.setDescription(text.first());
                if (!text.second().isEmpty() && property.get$ref() == null) {
                    property.setExample(text.second());
                }
            });
            if (!isRequest || !texts.optionalFields(shortName).contains(field)) {
                required.add(field);
            }
        });
        schema.setRequired(required);
    }

    private static Schema<?> problem() {
        Schema<?> problem = new Schema<>();
        problem.setType("object");
        problem.setTypes(Set.of("object"));
        problem.setDescription("RFC 9457, with the stable code of the refusal or of the kind of bad input.");
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("title", "Conflict");
        fields.put("detail", "participant nobody is not registered");
        fields.put("code", "PARTICIPANT_UNKNOWN");
        fields.forEach((name, example) -> {
            Schema<?> field = new Schema<>();
            field.setType("string");
            field.setTypes(Set.of("string"));
            field.setDescription("Of the problem: its " + name + ".");
            field.setExample(example);
            problem.addProperty(name, field);
        });
        return problem;
    }

    /** A schema is called by the class of its record, and by that around it, which says whose it is. */
    private static Map<String, String> shortNames(Map<String, ?> schemas) {
        Map<String, String> names = new TreeMap<>();
        for (String name : schemas.keySet()) {
            String own = name.replaceFirst("^([a-z_0-9]+\\.)+", "");
            String[] parts = own.split("[.$]");
            names.put(
                    name,
                    parts.length == 2 && parts[0].equals(parts[1])
                            ? parts[0]
                            : own.replace("Controller", "").replaceAll("[.$]", ""));
        }
        return names;
    }

    private static void rename(OpenAPI api, Map<String, String> names) {
        Map<String, Schema> renamed = new TreeMap<>();
        api.getComponents().getSchemas().forEach((name, schema) -> {
            rename(schema, names);
            renamed.put(names.get(name), schema);
        });
        api.getComponents().setSchemas(renamed);
        api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .forEach(operation -> {
                    if (operation.getRequestBody() != null) {
                        rename(operation.getRequestBody().getContent(), names);
                    }
                    operation.getResponses().values().forEach(response -> rename(response.getContent(), names));
                });
    }

    private static void rename(Content content, Map<String, String> names) {
        if (content != null) {
            content.values().forEach(media -> rename(media.getSchema(), names));
        }
    }

    private static void rename(Schema<?> schema, Map<String, String> names) {
        if (schema == null) {
            return;
        }
        if (schema.get$ref() != null) {
            String name = schema.get$ref().substring(REFERENCE.length());
            schema.set$ref(REFERENCE + names.getOrDefault(name, name));
        }
        rename(schema.getItems(), names);
        if (schema.getAdditionalProperties() instanceof Schema<?> values) {
            rename(values, names);
        }
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(property -> rename(property, names));
        }
        if (schema.getOneOf() != null) {
            schema.getOneOf().forEach(choice -> rename(choice, names));
        }
    }
}
