package org.gridbourse.network.fabric;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A gzipped tar whose bytes depend on names and contents only: no time, no owner, sorted. */
final class TarArchive {
    private static final int BLOCK = 512;

    private TarArchive() {}

    static byte[] of(SortedMap<String, byte[]> files) {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            byte[] content = file.getValue();
            tar.writeBytes(header(file.getKey(), content.length));
            tar.writeBytes(content);
            tar.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        }
        tar.writeBytes(new byte[2 * BLOCK]);
        return gzip(tar.toByteArray());
    }

    /** A header of the format ustar: POSIX.1-1988, section 10.1.1. */
    private static byte[] header(String name, int size) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, "%011o\0".formatted(size));
        put(header, 136, "00000000000\0");
        put(header, 148, "        "); // the checksum counts itself as blanks
        put(header, 156, "0");
        put(header, 257, "ustar\00000");
        int checksum = 0;
        for (byte value : header) {
            checksum += value & 0xFF;
        }
        put(header, 148, "%06o\0 ".formatted(checksum));
        return header;
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new StoringGzip(output)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] compressed = output.toByteArray();
        compressed[9] = (byte) 255; // "unknown operating system": Java versions differ here
        return compressed;
    }

    /** Does not compress: how well it compresses differs between builds of the compressor, and the hash with it. */
    private static final class StoringGzip extends GZIPOutputStream {
        StoringGzip(OutputStream output) throws IOException {
            super(output);
            def.setLevel(Deflater.NO_COMPRESSION);
        }
    }
}
