package org.gridbourse.network.embedded.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.StateValue;
import org.gridbourse.blocks.Version;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * All that the blocks up to a height add up to, kept on disk so that a start need not read them all again. It proves
 * nothing: what is not whole, or does not fit the blocks, is put aside and the blocks are read instead.
 *
 * @param headerHashes of the blocks, in their order
 * @param commitHash of the last one
 * @param state the world state after it
 * @param history who wrote each key, in the order of the writes
 * @param transactions where each transaction is
 */
record Checkpoint(
        List<ByteString> headerHashes,
        ByteString commitHash,
        Iterable<Map.Entry<StateKey, StateValue>> state,
        Iterable<Map.Entry<StateKey, List<Version>>> history,
        Map<String, Committed> transactions) {
    private static final long FORMAT = 0x4742_4C45_4447_0001L;
    private static final int DIGEST_BYTES = 32;

    int height() {
        return headerHashes.size();
    }

    /** Writes beside the old one, forces to disk, then takes its place: a cut leaves the one or the other. */
    void write(Path file) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        MessageDigest digest = Hashes.sha256Digest();
        try (FileOutputStream plain = new FileOutputStream(draft.toFile());
                OutputStream buffered = new BufferedOutputStream(plain, 1 << 16)) {
            DataOutputStream out = new DataOutputStream(new DigestOutputStream(buffered, digest));
            out.writeLong(FORMAT);
            writeBlocks(out);
            writeState(out);
            writeHistory(out);
            writeTransactions(out);
            out.write(digest.digest());
            out.flush();
            plain.getFD().sync();
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void writeBlocks(DataOutputStream out) throws IOException {
        out.writeInt(headerHashes.size());
        for (ByteString hash : headerHashes) {
            writeBytes(out, hash);
        }
        writeBytes(out, commitHash);
    }

    private void writeState(DataOutputStream out) throws IOException {
        for (Map.Entry<StateKey, StateValue> entry : state) {
            out.writeBoolean(true);
            writeKey(out, entry.getKey());
            writeBytes(out, entry.getValue().value());
            writeVersion(out, entry.getValue().version());
            out.writeInt(entry.getValue().metadata().size());
            for (Map.Entry<String, ByteString> each :
                    entry.getValue().metadata().entrySet()) {
                out.writeUTF(each.getKey());
                writeBytes(out, each.getValue());
            }
        }
        out.writeBoolean(false);
    }

    private void writeHistory(DataOutputStream out) throws IOException {
        for (Map.Entry<StateKey, List<Version>> entry : history) {
            out.writeBoolean(true);
            writeKey(out, entry.getKey());
            out.writeInt(entry.getValue().size());
            for (Version version : entry.getValue()) {
                writeVersion(out, version);
            }
        }
        out.writeBoolean(false);
    }

    private void writeTransactions(DataOutputStream out) throws IOException {
        out.writeInt(transactions.size());
        for (Map.Entry<String, Committed> entry : transactions.entrySet()) {
            // an id is the client's text: it may be long
            writeBytes(out, ByteString.copyFromUtf8(entry.getKey()));
            out.writeInt(entry.getValue().block());
            out.writeInt(entry.getValue().index());
            out.writeInt(entry.getValue().code().getNumber());
        }
    }

    /** Whether it ends with a block that is on file, and begins with the same genesis block. */
    boolean isOf(BlockStore store) {
        int height = height();
        if (height == 0 || height > store.height()) {
            return false;
        }
        Block last = Block.parse(store.read(height - 1));
        Block genesis = Block.parse(store.read(0));
        return genesis.headerHash().equals(headerHashes.get(0))
                && last.headerHash().equals(headerHashes.get(height - 1))
                && last.commitHash().orElse(ByteString.EMPTY).equals(commitHash);
    }

    /** What is on file; empty if there is nothing that is whole. */
    static Optional<Checkpoint> read(Path file) throws IOException {
        if (!Files.exists(file) || !isWhole(file)) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            if (in.readLong() != FORMAT) {
                return Optional.empty();
            }
            List<ByteString> headerHashes = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                headerHashes.add(readBytes(in));
            }
            return Optional.of(
                    new Checkpoint(headerHashes, readBytes(in), readState(in), readHistory(in), readTransactions(in)));
        }
    }

    private static boolean isWhole(Path file) throws IOException {
        long content = Files.size(file) - DIGEST_BYTES;
        MessageDigest digest = Hashes.sha256Digest();
        try (BufferedInputStream plain = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            DigestInputStream in = new DigestInputStream(plain, digest);
            byte[] buffer = new byte[1 << 16];
            long left = content;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    return false;
                }
                left -= read;
            }
            return content > 0 && MessageDigest.isEqual(digest.digest(), plain.readNBytes(DIGEST_BYTES));
        }
    }

    private static List<Map.Entry<StateKey, StateValue>> readState(DataInputStream in) throws IOException {
        List<Map.Entry<StateKey, StateValue>> state = new ArrayList<>();
        while (in.readBoolean()) {
            StateKey key = readKey(in);
            ByteString value = readBytes(in);
            Version version = readVersion(in);
            SortedMap<String, ByteString> metadata = new TreeMap<>();
            for (int entries = in.readInt(); entries > 0; entries--) {
                metadata.put(in.readUTF(), readBytes(in));
            }
            state.add(Map.entry(key, new StateValue(value, metadata, version)));
        }
        return state;
    }

    private static List<Map.Entry<StateKey, List<Version>>> readHistory(DataInputStream in) throws IOException {
        List<Map.Entry<StateKey, List<Version>>> history = new ArrayList<>();
        while (in.readBoolean()) {
            StateKey key = readKey(in);
            List<Version> versions = new ArrayList<>();
            for (int writers = in.readInt(); writers > 0; writers--) {
                versions.add(readVersion(in));
            }
            history.add(Map.entry(key, versions));
        }
        return history;
    }

    private static Map<String, Committed> readTransactions(DataInputStream in) throws IOException {
        Map<String, Committed> transactions = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            transactions.put(
                    readBytes(in).toStringUtf8(),
                    new Committed(in.readInt(), in.readInt(), TxValidationCode.forNumber(in.readInt())));
        }
        return transactions;
    }

    private static void writeKey(DataOutputStream out, StateKey key) throws IOException {
        out.writeUTF(key.namespace());
        out.writeUTF(key.collection());
        writeBytes(out, key.key());
    }

    private static StateKey readKey(DataInputStream in) throws IOException {
        // few namespaces, many keys
        return new StateKey(in.readUTF().intern(), in.readUTF().intern(), readBytes(in));
    }

    private static void writeVersion(DataOutputStream out, Version version) throws IOException {
        out.writeLong(version.block());
        out.writeLong(version.transaction());
    }

    private static Version readVersion(DataInputStream in) throws IOException {
        return new Version(in.readLong(), in.readLong());
    }

    private static void writeBytes(DataOutputStream out, ByteString bytes) throws IOException {
        out.writeInt(bytes.size());
        bytes.writeTo(out);
    }

    private static ByteString readBytes(DataInputStream in) throws IOException {
        return UnsafeByteOperations.unsafeWrap(in.readNBytes(in.readInt()));
    }
}
