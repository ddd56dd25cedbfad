package org.gridbourse.cli.hosting;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.gridbourse.cli.output.IndentedJson;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.json.Limits;
import org.gridbourse.programs.PrivateFolder;

/**
 * A backup: a ZIP file with what lay in a market's folder, and {@code manifest.json} with the SHA-256 of every file.
 * It holds keys and sealed orders, so it is its owner's alone.
 */
record BackupFile(Path file) {
    private static final String MANIFEST = "manifest.json";
    private static final int VERSION = 1;
    private static final int BUFFER = 1 << 16;

    /** A file that is no backup, or no longer what was written. */
    static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }

    /** How much was saved. */
    record Saved(int files, long bytes) {}

    /** Puts a folder into it, under another name first, so that nobody takes half of it for a backup. */
    Saved write(Path folder, String network, String at) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createDirectories(file.toAbsolutePath().getParent());
        PrivateFolder.createFile(draft);
        TreeMap<String, JsonObject> hashes = new TreeMap<>();
        long bytes = 0;
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(draft))) {
            for (Path each : files(folder)) {
                String name = folder.relativize(each).toString().replace('\\', '/');
                zip.putNextEntry(new ZipEntry(name));
                MessageDigest hash = sha256();
                long size;
                try (InputStream in = Files.newInputStream(each)) {
                    size = copy(in, zip, hash);
                }
                zip.closeEntry();
                bytes += size;
                hashes.put(
                        name,
                        JsonObject.builder()
                                .put("sha256", hex(hash))
                                .put("bytes", size)
                                .build());
            }
            JsonObject.Builder list = JsonObject.builder();
            hashes.forEach(list::put);
            JsonObject manifest = JsonObject.builder()
                    .put("version", VERSION)
                    .put("at", at)
                    .put("network", network)
                    .put("files", list.build())
                    .build();
            zip.putNextEntry(new ZipEntry(MANIFEST));
            zip.write(IndentedJson.of(manifest).getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Saved(hashes.size(), bytes);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /**
     * Takes all out of it into a new folder.
     *
     * @return how many files
     * @throws UnreadableException if a file is missing, is one too many, or is not what was written
     */
    int read(Path folder) throws IOException {
        PrivateFolder.create(folder);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Map<String, JsonValue> expected = manifest(zip).members();
            List<? extends ZipEntry> entries = zip.stream()
                    .filter(each -> !each.isDirectory() && !each.getName().equals(MANIFEST))
                    .toList();
            if (entries.size() != expected.size()) {
                throw new UnreadableException(
                        "%s holds %d files, its manifest names %d".formatted(file, entries.size(), expected.size()));
            }
            for (ZipEntry entry : entries) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder) || !(expected.get(entry.getName()) instanceof JsonObject wanted)) {
                    throw new UnreadableException(
                            "%s holds %s, which its manifest does not name".formatted(file, entry.getName()));
                }
                extract(zip, entry, folder, target, wanted);
            }
            return entries.size();
        } catch (ZipException e) {
            throw new UnreadableException("%s is no whole backup: %s".formatted(file, e.getMessage()));
        }
    }

    private JsonObject manifest(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(MANIFEST);
        if (entry == null) {
            throw new UnreadableException("%s has no %s: it is no backup of a market".formatted(file, MANIFEST));
        }
        try (InputStream in = zip.getInputStream(entry)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return (JsonObject)
                    ((JsonObject) Json.parse(text, Limits.FILE)).members().get("files");
        }
    }

    private void extract(ZipFile zip, ZipEntry entry, Path folder, Path target, JsonObject wanted) throws IOException {
        Path parent = target.getParent();
        for (Path each = folder; !each.equals(parent); ) {
            each = each.resolve(each.relativize(parent).getName(0));
            PrivateFolder.create(each);
        }
        PrivateFolder.createFile(target);
        MessageDigest hash = sha256();
        try (InputStream in = zip.getInputStream(entry);
                OutputStream out = Files.newOutputStream(target)) {
            copy(in, out, hash);
        }
        if (!wanted.members().get("sha256").equals(new JsonText(hex(hash)))) {
            throw new UnreadableException("%s: %s is not what was written".formatted(file, entry.getName()));
        }
    }

    private static long copy(InputStream in, OutputStream out, MessageDigest hash) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            hash.update(buffer, 0, read);
            out.write(buffer, 0, read);
            bytes += read;
        }
        return bytes;
    }

    private static String hex(MessageDigest hash) {
        return HexFormat.of().formatHex(hash.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
