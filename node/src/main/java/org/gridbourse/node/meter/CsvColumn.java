package org.gridbourse.node.meter;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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

    private static final Set<String> TIMES = Set.of(
            "time",
            "timestamp",
            "time stamp",
            "datetime",
            "date time",
            "date and time",
            "utc",
            "time utc",
            "utc time",
            "timestamp utc",
            "datetime utc",
            "local time",
            "start",
            "start time",
            "starttime",
            "start date",
            "from",
            "begin",
            "beginn",
            "beginning",
            "period",
            "period start",
            "periodstart",
            "interval start",
            "intervalstart",
            "interval",
            "zeit",
            "zeitstempel",
            "zeitpunkt",
            "datum uhrzeit",
            "datum und uhrzeit",
            "datum zeit",
            "messzeitpunkt",
            "ablesezeitpunkt",
            "ablesedatum",
            "von",
            "ab",
            "at",
            "read at",
            "reading time",
            "reading date",
            "horodate",
            "horodatage",
            "fecha hora",
            "fecha y hora",
            "datum tijd",
            "tijdstip");
    private static final Set<String> DATES = Set.of("date", "datum", "day", "tag", "fecha");
    private static final Set<String> CLOCKS = Set.of(
            "start time",
            "starttime",
            "start",
            "from",
            "von",
            "beginn",
            "begin",
            "time",
            "uhrzeit",
            "zeit",
            "hora",
            "heure",
            "tijd",
            "time of day");
    private static final Set<String> ENDS = Set.of(
            "end",
            "end time",
            "endtime",
            "to",
            "until",
            "till",
            "bis",
            "ende",
            "period end",
            "interval end",
            "end date");
    private static final Set<String> METERS = Set.of(
            "meter",
            "meter id",
            "meterid",
            "meter number",
            "meter no",
            "meter serial",
            "zaehler",
            "zaehlernummer",
            "zaehler id",
            "zaehler nr",
            "zaehlernr",
            "zaehlpunkt",
            "zaehlpunktnummer",
            "zaehlpunktbezeichnung",
            "melo",
            "malo",
            "messlokation",
            "marktlokation",
            "nmi",
            "serial",
            "serial number",
            "device",
            "device id",
            "sensor",
            "metering point",
            "mpan",
            "ean",
            "pod");
    private static final Set<String> QUALITIES =
            Set.of("quality", "quality flag", "status", "flag", "qualitaet", "estimated", "state", "validity");
    private static final Set<String> UNITS = Set.of("unit", "units", "uom", "einheit");
    private static final Set<String> ENERGIES = Set.of(
            "energy",
            "energie",
            "value",
            "wert",
            "messwert",
            "reading",
            "meter reading",
            "zaehlerstand",
            "stand",
            "register",
            "counter",
            "total",
            "index",
            "kwh",
            "wh",
            "mwh",
            "");
    private static final List<String> IMPORT_WORDS = List.of(
            "import",
            "bezug",
            "bezogen",
            "consum",
            "usage",
            "verbrauch",
            "1 8 0",
            "from grid",
            "total in",
            "verbruik",
            "afname",
            "soutirage",
            "entnahme",
            "energy in",
            "delivered",
            "purchased",
            "1 29");
    private static final List<String> EXPORT_WORDS = List.of(
            "export",
            "einspeis",
            "feed in",
            "feedin",
            "fed in",
            "2 8 0",
            "lieferung",
            "to grid",
            "total out",
            "terugleveri",
            "injection",
            "returned",
            "abgabe",
            "energy out",
            "received",
            "surplus",
            "2 29");
    private static final List<String> REGISTER_WORDS = List.of(
            "register",
            "zaehlerstand",
            "stand",
            "total",
            "cumul",
            "kumul",
            "counter",
            "reading",
            "index",
            "1 8 0",
            "2 8 0");
    private static final List<String> INTERVAL_WORDS = List.of(
            "interval",
            "delta",
            "increment",
            "verbrauch",
            "consumption",
            "usage",
            "per period",
            "lastgang",
            "profile",
            "1 29",
            "2 29");

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
        return CLOCKS.contains(plain(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether it holds energy. */
    boolean isEnergy() {
        return role == Role.IMPORT || role == Role.EXPORT || role == Role.ENERGY;
    }

    private static Role role(String name, String lower) {
        if (TIMES.contains(name)) {
            return Role.TIME;
        }
        if (DATES.contains(name)) {
            return Role.DATE;
        }
        if (CLOCKS.contains(name)) {
            return Role.CLOCK;
        }
        if (ENDS.contains(name)) {
            return Role.END;
        }
        if (METERS.contains(name)) {
            return Role.METER;
        }
        if (QUALITIES.contains(name)) {
            return Role.QUALITY;
        }
        if (UNITS.contains(name)) {
            return Role.UNIT;
        }
        return energy(name, lower);
    }

    private static Role energy(String name, String lower) {
        boolean imported = contains(name, IMPORT_WORDS) || lower.matches(".*(\\ba\\+|\\+a\\b).*") || name.equals("in");
        boolean exported =
                contains(name, EXPORT_WORDS) || lower.matches(".*(\\ba-(\\W|$)|(^|\\W)-a\\b).*") || name.equals("out");
        if (imported != exported) {
            return imported ? Role.IMPORT : Role.EXPORT;
        }
        return !imported && ENERGIES.contains(name) ? Role.ENERGY : Role.OTHER;
    }

    private static ReadOptions.Values values(String name) {
        boolean register = contains(name, REGISTER_WORDS);
        boolean interval = contains(name, INTERVAL_WORDS);
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
