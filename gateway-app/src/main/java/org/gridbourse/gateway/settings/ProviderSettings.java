package org.gridbourse.gateway.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An OpenID Connect provider at which people may log in beside their passwords.
 *
 * @param issuer its address, where {@code .well-known/openid-configuration} is found; empty: none
 * @param name what people call it
 * @param clientId under which it knows this instance
 * @param clientSecretFile a file whose first line is this instance's secret there
 * @param userClaim from which a new account takes its name
 */
public record ProviderSettings(
        @DefaultValue("") String issuer,
        @DefaultValue("") String name,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("") String clientSecretFile,
        @DefaultValue("preferred_username") String userClaim) {

    public ProviderSettings {
        clientSecret = Secrets.of(clientSecret, clientSecretFile, "gridbourse.provider.client-secret");
        clientSecretFile = "";
        if (!issuer.isBlank() && (clientId.isBlank() || clientSecret.isBlank())) {
            throw StartupException.badInput(
                    "gridbourse.provider.issuer needs gridbourse.provider.client-id and .client-secret-file");
        }
        name = name.isBlank() ? issuer.replaceFirst("^https?://", "") : name;
    }

    /** Whether there is one. */
    public boolean isThere() {
        return !issuer.isBlank();
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return issuer;
    }
}
