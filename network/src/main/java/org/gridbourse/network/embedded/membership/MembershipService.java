package org.gridbourse.network.embedded.membership;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** Knows whom the channel's organisations have issued certificates to, and checks their signatures. */
public final class MembershipService {
    private static final int REMEMBERED = 2_000;

    private final Map<String, MembershipProvider> providers;
    private final SignatureVerifier verifier;
    private final Map<ByteString, Optional<MemberIdentity>> identities = new ConcurrentHashMap<>();

    MembershipService(Map<String, MembershipProvider> providers, SignatureVerifier verifier) {
        this.providers = Map.copyOf(providers);
        this.verifier = verifier;
    }

    /** The member named by a serialized identity; empty when no organisation of the channel has issued it. */
    public Optional<MemberIdentity> identify(ByteString serializedIdentity) {
        Optional<MemberIdentity> known = identities.get(serializedIdentity);
        if (known != null) {
            return known;
        }
        Optional<MemberIdentity> found = parse(serializedIdentity);
        if (identities.size() >= REMEMBERED) {
            identities.clear();
        }
        identities.put(serializedIdentity, found);
        return found;
    }

    /** The member, if it counts and has signed the message. */
    public Optional<MemberIdentity> signer(ByteString serializedIdentity, ByteString signature, ByteString... message) {
        return identify(serializedIdentity)
                .filter(MemberIdentity::isValid)
                .filter(member -> member.signed(verifier, signature, message));
    }

    /** The members whose signature holds, each once. */
    public List<MemberIdentity> signers(List<SignedBytes> signatures) {
        List<MemberIdentity> found = new ArrayList<>();
        Set<ByteString> seen = new HashSet<>();
        for (SignedBytes signed : signatures) {
            if (seen.add(signed.signer())) {
                signer(signed.signer(), signed.signature(), signed.message()).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<MemberIdentity> parse(ByteString serializedIdentity) {
        try {
            SerializedIdentity identity = SerializedIdentity.parseFrom(serializedIdentity);
            MembershipProvider provider = providers.get(identity.getMspid());
            return provider == null ? Optional.empty() : provider.identify(identity);
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }
}
