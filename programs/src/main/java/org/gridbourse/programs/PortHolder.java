package org.gridbourse.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who listens on a port of this machine, for messages. Linux tells; of another user's process only the user, unless one
 * is root.
 */
final class PortHolder {
    private static final int ADDRESS_FIELD = 1;
    private static final int STATE_FIELD = 3;
    private static final int USER_FIELD = 7;
    private static final int INODE_FIELD = 9;
    private static final String LISTENING = "0A";

    private PortHolder() {}

    /** Such as {@code process 4711 (python3) of user lena}. */
    static String of(int port) {
        return socket(port).map(PortHolder::words).orElse("another process");
    }

    private static Optional<List<String>> socket(int port) {
        String end = ":%04X".formatted(port);
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .map(Path::of)
                .flatMap(PortHolder::lines)
                .map(line -> List.of(line.strip().split("\\s+")))
                .filter(fields -> fields.size() > INODE_FIELD)
                .filter(fields -> fields.get(STATE_FIELD).equals(LISTENING))
                .filter(fields -> fields.get(ADDRESS_FIELD).endsWith(end))
                .findFirst();
    }

    private static String words(List<String> socket) {
        String user = "user " + userName(socket.get(USER_FIELD));
        return processWith("socket:[" + socket.get(INODE_FIELD) + "]")
                .map(process -> "process %d (%s) of %s".formatted(process.pid(), program(process), user))
                .orElse("a process of " + user);
    }

    private static Optional<ProcessHandle> processWith(String socket) {
        return ProcessHandle.allProcesses()
                .filter(process -> has(process, socket))
                .findFirst();
    }

    private static boolean has(ProcessHandle process, String socket) {
        try (Stream<Path> open = Files.list(Path.of("/proc/%d/fd".formatted(process.pid())))) {
            return open.anyMatch(file -> pointsTo(file, socket));
        } catch (IOException e) {
            return false; // not ours to see, or gone
        }
    }

    private static boolean pointsTo(Path file, String socket) {
        try {
            return Files.readSymbolicLink(file).toString().equals(socket);
        } catch (IOException e) {
            return false;
        }
    }

    private static String program(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString())
                .orElse("unknown program");
    }

    private static String userName(String number) {
        return lines(Path.of("/etc/passwd"))
                .map(line -> line.split(":"))
                .filter(fields -> fields.length > 2 && fields[2].equals(number))
                .map(fields -> fields[0])
                .findFirst()
                .orElse(number);
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
