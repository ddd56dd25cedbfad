# Three images from one build; choose one with --target: gateway-app, chaincode, network.
#
#   docker build --target gateway-app --tag gridbourse/gateway-app .
#
# docs/how-to/containers.md says how to run them.

FROM eclipse-temurin:17-jdk-noble AS build
WORKDIR /gridbourse
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY . .
RUN --mount=type=cache,target=/var/cache/maven \
    ./mvnw -Dmaven.repo.local=/var/cache/maven --batch-mode --no-transfer-progress --quiet package -Dmaven.test.skip=true -Dspotless.check.skip=true \
    --projects gateway-app,chaincode,network --also-make

FROM eclipse-temurin:17-jre-noble AS runtime
RUN useradd --system --uid 10001 --home-dir /var/lib/gridbourse --create-home gridbourse
USER gridbourse
WORKDIR /var/lib/gridbourse
ENV JAVA_TOOL_OPTIONS="-XX:+UseSerialGC -XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError"

FROM runtime AS chaincode
COPY --from=build /gridbourse/chaincode/target/lib /opt/chaincode/lib
COPY --from=build /gridbourse/chaincode/target/gridbourse-chaincode.jar /opt/chaincode/
ENTRYPOINT ["java", "-cp", "/opt/chaincode/gridbourse-chaincode.jar:/opt/chaincode/lib/*", "org.gridbourse.chaincode.MarketChaincode"]

FROM runtime AS gateway-app
COPY --from=build /gridbourse/gateway-app/target/lib /opt/gateway-app/lib
COPY --from=build /gridbourse/gateway-app/target/gridbourse-gateway-app.jar /opt/gateway-app/
VOLUME /var/lib/gridbourse
ENV GRIDBOURSE_DATA=/var/lib/gridbourse
ENTRYPOINT ["java", "-cp", "/opt/gateway-app/gridbourse-gateway-app.jar:/opt/gateway-app/lib/*", "org.gridbourse.gateway.GatewayApplication"]

# Fabric's protocols in one process, for tests and demonstrations. It listens on loopback only.
FROM runtime AS network
COPY --from=build /gridbourse/chaincode/target/lib /opt/gridbourse/chaincode/target/lib
COPY --from=build /gridbourse/chaincode/target/gridbourse-chaincode.jar /opt/gridbourse/chaincode/target/
COPY --from=build /gridbourse/network/target/lib /opt/gridbourse/network/target/lib
COPY --from=build /gridbourse/network/target/gridbourse-network.jar /opt/gridbourse/network/target/
VOLUME /var/lib/gridbourse
ENTRYPOINT ["java", "-Dgridbourse.root=/opt/gridbourse", "-cp", "/opt/gridbourse/network/target/gridbourse-network.jar:/opt/gridbourse/network/target/lib/*", "org.gridbourse.network.NetworkMain"]
CMD ["up", "--kind", "embedded", "--folder", "/var/lib/gridbourse/network", "--foreground"]
