package org.gridbourse.auditor.fabric;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The certificate authorities of an organisation, and the one way from a certificate up to a root. */
final class CertificateChains {
    private static final int LONGEST_CHAIN = 10;
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_USAGE = "2.5.29.37.0";
    private static final int MAY_SIGN_CERTIFICATES = 5;

    private final String mspId;
    private final List<X509Certificate> roots;
    private final List<X509Certificate> intermediates;
    private final Set<X509Certificate> parentsOfIntermediates = new HashSet<>();

    CertificateChains(String mspId, List<X509Certificate> roots, List<X509Certificate> intermediates)
            throws ConfigException, UntrustedException {
        this.mspId = mspId;
        this.roots = List.copyOf(roots);
        this.intermediates = List.copyOf(intermediates);
        if (roots.isEmpty()) {
            throw new ConfigException("organisation " + mspId + " has no root certificate");
        }
        for (X509Certificate intermediate : intermediates) {
            List<X509Certificate> chain = of(intermediate);
            parentsOfIntermediates.addAll(chain.subList(1, chain.size()));
        }
    }

    boolean hasAuthority(X509Certificate certificate) {
        return roots.contains(certificate) || intermediates.contains(certificate);
    }

    /** Whether an authority stands above another one: such a one issues no members. */
    boolean issuesAuthoritiesOnly(X509Certificate authority) {
        return parentsOfIntermediates.contains(authority);
    }

    /** The one chain from a certificate to a root, as it was good when the certificate became valid. */
    List<X509Certificate> of(X509Certificate certificate) throws UntrustedException {
        if (!mayServe(certificate)) {
            throw new UntrustedException("its extended key usage does not allow it");
        }
        List<List<X509Certificate>> chains = new ArrayList<>();
        collect(
                new ArrayList<>(List.of(certificate)),
                certificate.getNotBefore().toInstant().plusSeconds(1),
                chains);
        if (chains.size() != 1) {
            throw new UntrustedException("certificate of %s, issued by %s: %d chains lead to a root of %s"
                    .formatted(
                            certificate.getSubjectX500Principal(),
                            certificate.getIssuerX500Principal(),
                            chains.size(),
                            mspId));
        }
        return chains.get(0);
    }

    private void collect(List<X509Certificate> path, Instant at, List<List<X509Certificate>> chains) {
        X509Certificate last = path.get(path.size() - 1);
        if (!isInside(last, at) || path.size() > LONGEST_CHAIN) {
            return;
        }
        if (roots.contains(last)) {
            chains.add(List.copyOf(path));
            return;
        }
        for (List<X509Certificate> authorities : List.of(roots, intermediates)) {
            for (X509Certificate authority : authorities) {
                if (!path.contains(authority) && issued(authority, last, path.size() - 1)) {
                    path.add(authority);
                    collect(path, at, chains);
                    path.remove(path.size() - 1);
                }
            }
        }
    }

    private static boolean issued(X509Certificate authority, X509Certificate certificate, int authoritiesBelow) {
        int pathLimit = authority.getBasicConstraints();
        boolean[] usage = authority.getKeyUsage();
        if (!authority.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                || pathLimit < authoritiesBelow
                || usage != null && !usage[MAY_SIGN_CERTIFICATES]) {
            return false;
        }
        try {
            certificate.verify(authority.getPublicKey(), Certificates.PROVIDER);
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    private static boolean mayServe(X509Certificate certificate) {
        try {
            List<String> usages = certificate.getExtendedKeyUsage();
            return usages == null || usages.contains(SERVER_AUTHENTICATION) || usages.contains(ANY_USAGE);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean isInside(X509Certificate certificate, Instant at) {
        return !at.isBefore(certificate.getNotBefore().toInstant())
                && !at.isAfter(certificate.getNotAfter().toInstant());
    }
}
