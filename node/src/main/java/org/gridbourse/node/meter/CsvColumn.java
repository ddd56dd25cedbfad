package org.gridbourse.node.meter;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a column of a meter's CSV file holds, by the usual English, German and some other names.
 *
 * @param unit as stated in the name, such as {@code import_kwh} or {@code Bezug [kWh]}
 * @param power unit of power in the name, which is no energy
 * @param values what the name says the numbers are
 */
record CsvColumn(
        int index,
        String name,
        Role role,
        Optional<EnergyUnit> unit,
        Optional<String> power,
        ReadOptions.Values values) {

    /** What stands in a column. */
    enum Role {
        TIME,
        DATE,
        CLOCK,
        END,
        IMPORT,
        EXPORT,
        ENERGY,
        METER,
        QUALITY,
        UNIT,
        OTHER
    }

    private static final Pattern UNIT_AT_END =
            Pattern.compile("^(.*?)(?:^|[\\s_\\-/\\[(]+|(?<=import|export|bezug|einspeisung))"
                    + "(?:in[\\s_]+)?(k?wh|mwh|[km]?w|[km]?varh|[km]?vah)\\s*[\\])]*$");
    private static final Pattern JOINED_UNIT = Pattern.compile("(?<=[a-jl-z])(kWh|KWh|KWH|Wh|WH|MWh)$");

    static CsvColumn of(int index, String header) {
        String lower = JOINED_UNIT.matcher(header.strip()).replaceFirst(" $1").toLowerCase(Locale.ROOT);
        Matcher unit = UNIT_AT_END.matcher(lower);
        boolean hasUnit = unit.matches();
        String name = plain(hasUnit ? unit.group(1) : lower);
        Optional<EnergyUnit> energy = hasUnit ? EnergyUnit.of(unit.group(2)) : Optional.empty();
        Optional<String> power = hasUnit && energy.isEmpty() ? Optional.of(unit.group(2)) : Optional.empty();
        return new CsvColumn(index, header.strip(), role(name, lower), energy, power, values(name));
    }

    /** As {@link #of}, for a table that has a column of dates beside one of times. */
    CsvColumn asClock() {
        return new CsvColumn(index, name, Role.CLOCK, unit, power, values);
    }

    /** Whether this may be the time of day beside a column of dates. */
    boolean mayBeClock() {
        return CsvWords.CLOCKS.contains(plain(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether it holds energy. */
    boolean isEnergy() {
        return role == Role.IMPORT || role == Role.EXPORT || role == Role.ENERGY;
    }

    private static Role role(String name, String lower) {
        if (CsvWords.TIMES.contains(name)) {
            return Role.TIME;
        }
        if (CsvWords.DATES.contains(name)) {
            return Role.DATE;
        }
        if (CsvWords.CLOCKS.contains(name)) {
            return Role.CLOCK;
        }
        if (CsvWords.ENDS.contains(name)) {
            return Role.END;
        }
        if (CsvWords.METERS.contains(name)) {
            return Role.METER;
        }
        if (CsvWords.QUALITIES.contains(name)) {
            return Role.QUALITY;
        }
        if (CsvWords.UNITS.contains(name)) {
            return Role.UNIT;
        }
        return energy(name, lower);
    }

    private static Role energy(String name, String lower) {
        boolean imported =
                contains(name, CsvWords.IMPORT_WORDS) || lower.matches(".*(\\ba\\+|\\+a\\b).*") || name.equals("in");
        boolean exported = contains(name, CsvWords.EXPORT_WORDS)
                || lower.matches(".*(\\ba-(\\W|$)|(^|\\W)-a\\b).*")
                || name.equals("out");
        if (imported != exported) {
            return imported ? Role.IMPORT : Role.EXPORT;
        }
        return !imported && CsvWords.ENERGIES.contains(name) ? Role.ENERGY : Role.OTHER;
    }

    private static ReadOptions.Values values(String name) {
        boolean register = contains(name, CsvWords.REGISTER_WORDS);
        boolean interval = contains(name, CsvWords.INTERVAL_WORDS);
        if (register == interval) {
            return ReadOptions.Values.AUTO;
        }
        return register ? ReadOptions.Values.REGISTERS : ReadOptions.Values.INTERVALS;
    }

    private static boolean contains(String name, List<String> words) {
        String spaced = " " + name + " ";
        return words.stream()
                .anyMatch(word -> spaced.contains(Character.isDigit(word.charAt(0)) ? " " + word + " " : word));
    }

    /** Small letters and digits in single spaces; umlauts in two letters. */
    static String plain(String text) {
        String letters =
                text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss");
        String base = Normalizer.normalize(letters, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        return base.replaceAll("[^a-z0-9]+", " ").strip();
    }
}
