package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.auditor.fabric.Member.Flaw;
import org.gridbourse.blocks.Identity;
import org.gridbourse.blocks.MalformedException;

/** All organisations of a channel, and who is who under one configuration. */
public final class Membership {
    private static final int REMEMBERED = 10_000;

    private final Map<String, Msp> organisations;
    private final Map<ByteString, Member> members = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteString, Member> eldest) {
            return size() > REMEMBERED;
        }
    };

    Membership(Map<String, Msp> organisations) {
        this.organisations = Map.copyOf(organisations);
    }

    /** Who a serialized identity is; with a flaw if it is nobody of the channel. */
    public synchronized Member member(ByteString identity) {
        Member known = members.get(identity);
        if (known == null) {
            known = find(identity);
            members.put(identity, known);
        }
        return known;
    }

    /**
     * Whose signatures count: those that fit, of identities that an organisation of the channel knows, each identity once,
     * the first fitting signature counting.
     */
    List<Member> signers(List<Signed> signatures) {
        Set<String> seen = new HashSet<>();
        List<Member> signers = new ArrayList<>();
        for (Signed signed : signatures) {
            Member member = member(signed.identity());
            boolean isKnown = member.flaw().map(flaw -> isKnown(flaw.kind())).orElse(true);
            if (isKnown && !seen.contains(member.id()) && signed.fits()) {
                seen.add(member.id());
                signers.add(member);
            }
        }
        return signers;
    }

    /** The organisations' names. */
    Set<String> mspIds() {
        return organisations.keySet();
    }

    private static boolean isKnown(Flaw.Kind kind) {
        return switch (kind) {
            case UNKNOWN_ORGANISATION, UNREADABLE, UNTRUSTED -> false;
            case REVOKED, NO_CLEAR_ROLE -> true;
        };
    }

    private Member find(ByteString bytes) {
        Identity identity;
        try {
            identity = Identity.parse(bytes);
        } catch (MalformedException e) {
            return nobody("", new Flaw(Flaw.Kind.UNREADABLE, e.getMessage()));
        }
        Msp organisation = organisations.get(identity.mspId());
        if (organisation == null) {
            return nobody(
                    identity.mspId(),
                    new Flaw(
                            Flaw.Kind.UNKNOWN_ORGANISATION,
                            "organisation " + identity.mspId() + " is not one of the channel"));
        }
        try {
            X509Certificate certificate = Certificates.certificate(identity.certificate());
            return organisation.member(certificate);
        } catch (Certificates.UnreadableException | RuntimeException e) {
            return nobody(identity.mspId(), new Flaw(Flaw.Kind.UNREADABLE, e.getMessage()));
        }
    }

    private static Member nobody(String mspId, Flaw flaw) {
        return new Member(mspId, "", null, ByteString.EMPTY, List.of(), Set.of(), false, Optional.of(flaw));
    }
}
