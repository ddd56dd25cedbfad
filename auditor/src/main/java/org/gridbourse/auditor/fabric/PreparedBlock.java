package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.gridbourse.blocks.Block;

/**
 * A block opened, hashed and its signatures verified: everything that can be done before its turn comes. Made by many
 * threads; judged by {@link ChainCheck} one after the other.
 */
public final class PreparedBlock {
    private final Block block;
    private final boolean canonical;
    private final ByteString headerHash;
    private final boolean dataHashRight;
    private final List<OrderedTransaction> transactions;
    private final SealCheck seal;
    private final List<Signed> sealSignatures;

    private PreparedBlock(Block block) {
        this.block = block;
        this.canonical = block.isCanonical();
        this.headerHash = block.headerHash();
        this.dataHashRight = block.computedDataHash().equals(block.dataHash());
        List<OrderedTransaction> opened = new ArrayList<>();
        for (int i = 0; i < block.envelopes().size(); i++) {
            opened.add(new OrderedTransaction(i, block.envelopes().get(i)));
        }
        this.transactions = List.copyOf(opened);
        this.seal = new SealCheck(block);
        this.sealSignatures = seal.signatures();
        transactions.forEach(OrderedTransaction::verifySignatures);
        sealSignatures.forEach(Signed::fits);
    }

    /**
     * Opens a block.
     *
     * @throws org.gridbourse.blocks.MalformedException if the bytes are no block
     */
    public static PreparedBlock of(ByteString bytes) {
        return new PreparedBlock(Block.parse(bytes));
    }

    /** The block itself. */
    public Block block() {
        return block;
    }

    /** Its name. */
    public ByteString headerHash() {
        return headerHash;
    }

    /** Its transactions, in order. */
    public List<OrderedTransaction> transactions() {
        return transactions;
    }

    boolean isCanonical() {
        return canonical;
    }

    boolean isDataHashRight() {
        return dataHashRight;
    }

    SealCheck seal() {
        return seal;
    }

    List<Signed> sealSignatures() {
        return sealSignatures;
    }
}
