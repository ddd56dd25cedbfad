package org.gridbourse.network.fabric;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A release of Hyperledger Fabric. */
public record FabricVersion(int major, int minor, int patch) implements Comparable<FabricVersion> {
    /** The release that is downloaded when nothing else is asked for. */
    public static final FabricVersion STANDARD = new FabricVersion(3, 1, 5);

    private static final Pattern TEXT = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})");
    private static final Comparator<FabricVersion> ORDER = Comparator.comparingInt(FabricVersion::major)
            .thenComparingInt(FabricVersion::minor)
            .thenComparingInt(FabricVersion::patch);

    /** Reads {@code 3.1.5} or {@code v3.1.5}; what follows the three numbers is not looked at. */
    public static Optional<FabricVersion> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        return Optional.of(new FabricVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3))));
    }

    /** Whether our configuration has been made for it: 2.5 from 2.5.0 on, 3.1 and whatever follows in 3. */
    public boolean isSupported() {
        return major == 2 && minor == 5 || major == 3 && minor >= 1;
    }

    /** Whether peers refuse proposals whose time is far from their own. */
    boolean checksProposalTime() {
        return major >= 3;
    }

    @Override
    public int compareTo(FabricVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
