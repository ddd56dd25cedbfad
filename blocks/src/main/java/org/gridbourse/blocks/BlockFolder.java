package org.gridbourse.blocks;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of blocks, one file each: {@code block_000000.pb}, {@code block_000001.pb}, … (six digits, more from the
 * millionth block on), each one serialized {@code common.Block}.
 */
public record BlockFolder(Path folder) {
    private static final Pattern NAME = Pattern.compile("block_(\\d{6,18})\\.pb");

    /** The file's name of a block. */
    public static String fileName(long number) {
        return String.format(Locale.ROOT, "block_%06d.pb", number);
    }

    /** Where a block's file is or would be. */
    public Path file(long number) {
        return folder.resolve(fileName(number));
    }

    /**
     * The numbers of the files that are there, ascending; read from the names alone.
     *
     * @throws UncheckedIOException if the folder cannot be read
     */
    public List<Long> numbers() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(matcher -> Long.parseLong(matcher.group(1)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The bytes of a block's file, not yet read as a block.
     *
     * @throws UncheckedIOException if the file cannot be read
     */
    public ByteString read(long number) {
        return read(file(number));
    }

    /**
     * The bytes of a file.
     *
     * @throws UncheckedIOException if the file cannot be read
     */
    public static ByteString read(Path file) {
        try {
            return UnsafeByteOperations.unsafeWrap(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes a block's file.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public void write(long number, ByteString block) {
        try {
            Files.createDirectories(folder);
            Files.write(file(number), block.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
