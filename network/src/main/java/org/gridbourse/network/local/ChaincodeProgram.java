package org.gridbourse.network.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridbourse.network.identity.ChaincodeTls;
import org.gridbourse.programs.ProgramSpec;
import org.gridbourse.programs.SurroundingsException;

/**
 * The chaincode as a program that serves peers over Fabric's chaincode protocol: a Java main class, or any command.
 *
 * @param mainClass its main class
 * @param classPath jars, in order
 * @param command program and arguments; empty: the main class on our own Java runtime
 */
public record ChaincodeProgram(String mainClass, List<Path> classPath, List<String> command) {
    private static final String MARKET = "org.gridbourse.chaincode.MarketChaincode";
    private static final String MAIN_PROPERTY = "gridbourse.chaincode.main";
    private static final String CLASS_PATH_PROPERTY = "gridbourse.chaincode.classpath";

    public ChaincodeProgram {
        classPath = List.copyOf(classPath);
        command = List.copyOf(command);
    }

    public ChaincodeProgram(String mainClass, List<Path> classPath) {
        this(mainClass, classPath, List.of());
    }

    /** Somebody's chaincode as a service, in whatever language. */
    public static ChaincodeProgram ofCommand(List<String> command) {
        return new ChaincodeProgram("", List.of(), command);
    }

    /** The market of the checkout, or what the system properties name instead. */
    public static ChaincodeProgram ofCheckout(Path root) {
        String main = System.getProperty(MAIN_PROPERTY, MARKET);
        String given = System.getProperty(CLASS_PATH_PROPERTY);
        if (given != null) {
            return new ChaincodeProgram(
                    main,
                    Stream.of(given.split(File.pathSeparator)).map(Path::of).toList());
        }
        Path target = root.resolve("chaincode/target");
        Path jar = target.resolve("gridbourse-chaincode.jar");
        if (!Files.exists(jar)) {
            throw new SurroundingsException(
                    "%s is missing: build it with \"mvn package -DskipTests\" in %s".formatted(jar, root));
        }
        List<Path> classPath = new ArrayList<>(List.of(jar));
        try (Stream<Path> libraries = Files.list(target.resolve("lib"))) {
            libraries.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(classPath::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ChaincodeProgram(main, classPath);
    }

    /**
     * One process of a chaincode.
     *
     * @param name the process's name
     * @param packageId by which the peer knows the chaincode
     * @param mspId the organisation it serves
     * @param port where it listens, on the loopback address
     * @param tls how it and the peer know each other
     */
    public record Service(String name, String packageId, String mspId, int port, ChaincodeTls tls) {}

    /**
     * The program as one process.
     *
     * @param javaOptions further options of the Java runtime
     */
    public ProgramSpec process(Service service, List<String> javaOptions, Path log) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("CHAINCODE_SERVER_ADDRESS", "127.0.0.1:" + service.port());
        environment.put("CORE_CHAINCODE_ID_NAME", service.packageId());
        environment.put("CORE_PEER_LOCALMSPID", service.mspId());
        environment.putAll(ChaincodeTls.serverEnvironment(service.tls().folder()));
        // at INFO every call is logged with its arguments, which are nobody's business
        environment.put("CORE_CHAINCODE_LOGGING_LEVEL", "WARNING");
        environment.put("CORE_CHAINCODE_LOGGING_SHIM", "WARNING");
        return new ProgramSpec(service.name(), words(javaOptions), environment, log, OptionalInt.of(service.port()));
    }

    private List<String> words(List<String> javaOptions) {
        if (!command.isEmpty()) {
            return command;
        }
        List<String> words = new ArrayList<>(List.of(
                javaProgram(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError"));
        words.addAll(javaOptions);
        words.addAll(List.of("-cp", joinedClassPath(), mainClass));
        return words;
    }

    private String joinedClassPath() {
        return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** The Java runtime that we run on ourselves. */
    public static String javaProgram() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
