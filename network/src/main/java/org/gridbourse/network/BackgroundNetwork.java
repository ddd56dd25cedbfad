package org.gridbourse.network;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.network.local.ChaincodeProgram;
import org.gridbourse.programs.ClassDataArchive;
import org.gridbourse.programs.ExitCode;
import org.gridbourse.programs.OwnClassPath;
import org.gridbourse.programs.SurroundingsException;
import org.gridbourse.programs.Waiting;

/** Starts the process that holds the network in the background and waits until the network is ready. */
final class BackgroundNetwork {
    private final StartRequest request;
    private final RunFolder folder;
    private final boolean talks;

    /** @param talks whether to tell what happens while it happens */
    BackgroundNetwork(StartRequest request, boolean talks) {
        this.request = request;
        this.folder = request.folder();
        this.talks = talks;
    }

    int up() throws IOException {
        Optional<ConnectionFile> running =
                folder.connection().filter(there -> folder.launcher().isPresent());
        if (running.isPresent()) {
            return alreadyUp(running.get());
        }
        Process process = start();
        long told = 0;
        while (process.isAlive() && !Files.exists(folder.connectionFile())) {
            Waiting.pause();
            told = talks ? tellNewLines(told) : told;
        }
        if (process.isAlive()) {
            System.out.println(
                    "the %s network is up: %s".formatted(request.kind().text(), folder.connectionFile()));
            return ExitCode.GOOD;
        }
        tellNewLines(told);
        return process.exitValue() == ExitCode.GOOD ? ExitCode.SURROUNDINGS : process.exitValue();
    }

    private int alreadyUp(ConnectionFile running) {
        if (!running.network().equals(request.kind().text())) {
            throw new SurroundingsException("in %s the %s network is up; stop it with network/down first"
                    .formatted(folder.path(), running.network()));
        }
        if (request.clean()) {
            throw new SurroundingsException("the network is up; stop it with network/down before --clean");
        }
        request.users().map(UsersFile::read).ifPresent(users -> new Issuing(running)
                .issue(users, Instant.now())
                .forEach(issued -> System.out.println("issued: " + issued)));
        System.out.println("the %s network is up already: %s".formatted(running.network(), folder.connectionFile()));
        return ExitCode.GOOD;
    }

    private Process start() throws IOException {
        Files.createDirectories(folder.path());
        folder.deleteConnection();
        if (Files.exists(folder.log())) {
            Path former = folder.path().resolve("network.log.1");
            Files.move(folder.log(), former, StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> command = new ArrayList<>(List.of(ChaincodeProgram.javaProgram()));
        command.addAll(
                List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(ClassDataArchive.of("network", OwnClassPath.entries(), ClassDataArchive.folder(System.getenv()))
                .options());
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("gridbourse."))
                .forEach(name -> command.add("-D%s=%s".formatted(name, System.getProperty(name))));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), NetworkMain.class.getName()));
        command.addAll(request.arguments());
        command.addAll(List.of("--foreground", "--story"));
        File log = folder.log().toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        process.getOutputStream().close();
        return process;
    }

    private long tellNewLines(long from) throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(folder.log().toFile(), "r")) {
            byte[] news = new byte[(int) Math.max(0, log.length() - from)];
            log.seek(from);
            log.readFully(news);
            String text = new String(news, StandardCharsets.UTF_8);
            String lines = text.substring(0, text.lastIndexOf('\n') + 1);
            if (!lines.isEmpty()) {
                System.err.println(lines.stripTrailing());
            }
            return from + lines.getBytes(StandardCharsets.UTF_8).length;
        }
    }
}
