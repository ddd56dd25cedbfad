package org.gridbourse.gateway.fabric;

import java.util.function.Supplier;
import org.gridbourse.fabric.ClientIdentity;

/**
 * Who signs, by role or participant. The certificate and its key are looked up each time, so that a renewed one is taken
 * up while the program runs.
 */
public final class WalletIdentity {
    private final String mspId;
    private final Supplier<ClientIdentity> best;

    WalletIdentity(String mspId, Supplier<ClientIdentity> best) {
        this.mspId = mspId;
        this.best = best;
    }

    public String mspId() {
        return mspId;
    }

    /** The certificate to use now, with its key. */
    ClientIdentity current() {
        return best.get();
    }
}
