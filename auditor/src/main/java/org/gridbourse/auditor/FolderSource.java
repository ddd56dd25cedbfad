package org.gridbourse.auditor;

import com.google.protobuf.ByteString;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.gridbourse.blocks.BlockFolder;

/**
 * Blocks in files {@code block_000000.pb}, {@code block_000001.pb}, … The genesis block need not be among them.
 *
 * @param folder where they lie
 * @param genesis serves as block 0 where there is no file of it
 */
public record FolderSource(Path folder, ByteString genesis) implements BlockSource {

    @Override
    public Iterator<Place> from(long number) {
        BlockFolder files = new BlockFolder(folder);
        List<Long> numbers = files.numbers();
        Set<Long> there = new TreeSet<>(numbers);
        long last = numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
        return LongStream.rangeClosed(number, last)
                .mapToObj(each -> new Place(each, read(files, there, each)))
                .iterator();
    }

    private Optional<ByteString> read(BlockFolder files, Set<Long> there, long number) {
        if (there.contains(number)) {
            try {
                return Optional.of(files.read(number));
            } catch (UncheckedIOException e) {
                throw new UnreadableBlockException(files.file(number), e.getCause());
            }
        }
        return number == 0 ? Optional.of(genesis) : Optional.empty();
    }
}
