package org.gridbourse.gateway;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import java.security.Security;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.gridbourse.gateway.settings.GatewaySettings;
import org.gridbourse.gateway.settings.Secrets;
import org.gridbourse.gateway.settings.StartupException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** Starts the instance of one organisation; ends with exit code 2 or 3 and one sentence where it cannot. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "GridBourse gateway-app",
                        version = "1",
                        description = "Money and prices are decimal text in currency units, energies whole Wh."
                                + " Problems are RFC 9457 with a stable code."))
@SpringBootApplication(proxyBeanMethods = false, exclude = UserDetailsServiceAutoConfiguration.class)
@EnableConfigurationProperties(GatewaySettings.class)
public class GatewayApplication {

    public static void main(String[] args) {
        preferBouncyCastle();
        ParentWatch.startIfWanted(args);
        try {
            Secrets.requireNoneVisible(args, System.getProperties().stringPropertyNames());
        } catch (StartupException careless) {
            System.err.println("gateway-app: " + careless.getMessage());
            System.exit(careless.exitCode());
        }
        try {
            SpringApplication.run(GatewayApplication.class, args);
        } catch (RuntimeException problem) {
            System.exit(StartupReport.of(problem).exitCode());
        }
    }

    /** Certificates, keys and signatures are read and made by the same provider as in the chaincode and the auditor. */
    static void preferBouncyCastle() {
        if (Security.getProvider(BouncyCastleProvider.PROVIDER_NAME) == null) {
            Security.insertProviderAt(new BouncyCastleProvider(), 1);
        }
    }
}
