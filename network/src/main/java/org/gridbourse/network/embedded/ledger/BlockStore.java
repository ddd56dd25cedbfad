package org.gridbourse.network.embedded.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The blocks in one file, one record after the other: length, checksum of the length, block, checksum of the block. A
 * block is on disk before {@link #append} returns. What a crash leaves of an unfinished last record is cut off when the
 * file is opened again; any other damage is refused, for the blocks were promised to somebody.
 */
public final class BlockStore implements AutoCloseable {
    private static final int HEADER_BYTES = 2 * Integer.BYTES;
    private static final int TRAILER_BYTES = Integer.BYTES;

    private final Path file;
    private final FileChannel channel;
    /** Where each block's record begins, and at the end where the next one will. */
    private final List<Long> offsets = new ArrayList<>();

    private BlockStore(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens the file, makes it if it is not there, and holds it against other processes.
     *
     * @throws DamagedLedgerException if it is in use or damaged
     */
    public static BlockStore open(Path file) {
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            BlockStore store = new BlockStore(file, channel);
            try {
                store.lock();
                store.scan();
                return store;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + file, e);
        }
    }

    private void lock() throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // held by a network of this very process: the same answer
        }
        throw new DamagedLedgerException("%s is in use by another network".formatted(file));
    }

    private void scan() throws IOException {
        long end = channel.size();
        long offset = 0;
        offsets.add(offset);
        while (offset < end) {
            long next = recordEnd(offset, end);
            if (next > end) {
                channel.truncate(offset);
                channel.force(true);
                return;
            }
            offset = next;
            offsets.add(offset);
        }
    }

    /** End of the record that begins here; beyond the end of the file if the record was never finished. */
    private long recordEnd(long offset, long end) throws IOException {
        if (offset + HEADER_BYTES > end) {
            return Long.MAX_VALUE;
        }
        ByteBuffer header = read(offset, HEADER_BYTES);
        int length = header.getInt();
        if (length <= 0 || header.getInt() != checksum(lengthBytes(length))) {
            throw damaged(offset);
        }
        long recordEnd = offset + HEADER_BYTES + length + TRAILER_BYTES;
        if (recordEnd <= end) {
            readChecked(offset);
        }
        return recordEnd;
    }

    /** Number of blocks on file. */
    public synchronized int height() {
        return offsets.size() - 1;
    }

    /** The bytes of a block. */
    public ByteString read(int number) {
        try {
            return readChecked(offset(number));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read block " + number + " from " + file, e);
        }
    }

    /**
     * Appends a block and forces it to disk. After a failure, such as a full disk, the file is as before.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public synchronized void append(ByteString block) {
        long start = offsets.get(offsets.size() - 1);
        ByteBuffer record = ByteBuffer.allocate(HEADER_BYTES + block.size() + TRAILER_BYTES);
        record.putInt(block.size()).putInt(checksum(lengthBytes(block.size())));
        block.copyTo(record);
        record.putInt(checksum(block.asReadOnlyByteBuffer())).flip();
        try {
            long position = start;
            while (record.hasRemaining()) {
                position += channel.write(record, position);
            }
            channel.force(false);
            offsets.add(position);
        } catch (IOException e) {
            cutBack(start);
            throw new UncheckedIOException("cannot write a block to " + file, e);
        }
    }

    private void cutBack(long end) {
        try {
            channel.truncate(end);
        } catch (IOException e) {
            // what is left of the record is cut off at the next start
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + file, e);
        }
    }

    private synchronized long offset(int number) {
        return offsets.get(number);
    }

    private ByteString readChecked(long offset) throws IOException {
        int length = read(offset, HEADER_BYTES).getInt();
        ByteBuffer content = read(offset + HEADER_BYTES, length + TRAILER_BYTES);
        ByteBuffer block = content.slice(0, length);
        if (content.getInt(length) != checksum(block.duplicate())) {
            throw damaged(offset);
        }
        return UnsafeByteOperations.unsafeWrap(block);
    }

    private ByteBuffer read(long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw damaged(offset);
            }
        }
        return buffer.flip();
    }

    private DamagedLedgerException damaged(long offset) {
        return new DamagedLedgerException("%s is damaged: the record of block %d at byte %d does not match its checksum"
                .formatted(file, offsets.indexOf(offset), offset));
    }

    private static ByteBuffer lengthBytes(int length) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(length).flip();
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }
}
