package org.gridbourse.node.meter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;

/**
 * Green Button: an Atom feed of usage points, meter readings, reading types and interval blocks. Source: NAESB REQ.21
 * (ESPI), {@code espi.xsd}.
 *
 * <p>Read is energy (uom 72, Wh, or 38, W, over its interval) of flow direction 1 (delivered), 19 (received) and 4 (net);
 * values are times ten to the power of {@code powerOfTenMultiplier}. Document types and external entities are refused.
 */
final class EspiParser {
    private static final String WATT_HOURS = "72";
    private static final String WATTS = "38";
    private static final Set<String> REGISTERS = Set.of("1", "3", "9");
    private static final Set<String> KNOWN_CONTENT = Set.of(
            "UsagePoint",
            "MeterReading",
            "ReadingType",
            "IntervalBlock",
            "LocalTimeParameters",
            "UsageSummary",
            "ElectricPowerUsageSummary",
            "ElectricPowerQualitySummary",
            "ApplicationInformation",
            "Authorization",
            "Customer",
            "CustomerAccount",
            "CustomerAgreement",
            "ServiceLocation",
            "ServiceSupplier",
            "Meter",
            "EndDevice",
            "ProgramDateIdMappings",
            "RetailCustomer");
    private static final long LATEST_SECONDS = 7_258_118_400L;

    private final SourceText source;
    private final RawFile raw;
    private final List<Entry> entries = new ArrayList<>();

    /** An entry of the feed with its links. */
    private record Entry(String title, String self, String up, Set<String> related, Element content) {
        private boolean is(String name) {
            return content.getLocalName().equals(name);
        }
    }

    /** What a reading type says. */
    private record Type(int flow, int power, String uom, boolean registers, long intervalSeconds) {}

    EspiParser(SourceText source, ReadOptions options) {
        this.source = source;
        this.raw = new RawFile("espi", options.zone().orElse(ZoneOffset.UTC));
    }

    RawFile parse() {
        collect(Xml.root(source));
        if (entries.stream().noneMatch(entry -> entry.is("IntervalBlock"))) {
            throw source.refuse(0, "feed", "has no IntervalBlock", "an ESPI feed with usage");
        }
        for (Entry entry : entries) {
            if (entry.is("IntervalBlock")) {
                block(entry);
            }
        }
        return raw;
    }

    private void collect(Element root) {
        if (root.getLocalName().equals("entry")) {
            entry(root);
        }
        for (Element child : Xml.children(root)) {
            if (child.getLocalName().equals("entry")) {
                entry(child);
            }
        }
    }

    private void entry(Element entry) {
        String self = "";
        String up = "";
        Set<String> related = new HashSet<>();
        for (Element link : Xml.children(entry, "link")) {
            String target = path(link.getAttribute("href"));
            switch (link.getAttribute("rel")) {
                case "self" -> self = target;
                case "up" -> up = target;
                case "related" -> related.add(target);
                default -> {
                    // other links say nothing about usage
                }
            }
        }
        String title = Xml.text(entry, "title").orElse("");
        for (Element content : Xml.children(entry, "content")) {
            for (Element held : Xml.children(content)) {
                if (KNOWN_CONTENT.contains(held.getLocalName())) {
                    entries.add(new Entry(title, self, up, related, held));
                } else {
                    unknown("entry with " + held.getLocalName() + " is left out");
                }
            }
        }
    }

    private void block(Entry block) {
        Optional<Entry> reading = entries.stream()
                .filter(entry -> entry.is("MeterReading") && !entry.self().isEmpty())
                .filter(entry -> within(block.up(), entry.self()) || within(block.self(), entry.self()))
                .findFirst();
        Type type = type(reading);
        String meterId = meterId(block, reading);
        Optional<Direction> direction = direction(type.flow());
        if (direction.isEmpty() || !(type.uom().equals(WATT_HOURS) || type.uom().equals(WATTS))) {
            unknown("block of flow direction %d in uom %s is no active energy; left out"
                    .formatted(type.flow(), type.uom()));
            return;
        }
        long next = Xml.children(block.content(), "interval").stream()
                .findFirst()
                .flatMap(interval -> number(interval, "start"))
                .orElse(-1L);
        for (Element each : Xml.children(block.content(), "IntervalReading")) {
            next = reading(each, type, raw.meter(meterId), next);
        }
    }

    /** Takes a reading and answers when the next one starts if that does not say so itself. */
    private long reading(Element reading, Type type, RawMeter meter, long defaultStart) {
        Optional<Element> period = Xml.children(reading, "timePeriod").stream().findFirst();
        long start = period.map(each -> number(each, "start").orElse(-1L)).orElse(defaultStart);
        long duration = period.map(each -> number(each, "duration").orElse(type.intervalSeconds()))
                .orElse(type.intervalSeconds());
        if (start < 0 || start > LATEST_SECONDS || duration < 1 || duration > 366 * 86_400L) {
            throw source.refuse(
                    0,
                    "timePeriod",
                    "of a reading is %d + %d s".formatted(start, duration),
                    "start in 1970 to 2199, a duration");
        }
        String text = Xml.text(reading, "value").orElse("");
        BigDecimal value = CsvLine.decimal(text)
                .map(BigDecimal::new)
                .orElseThrow(
                        () -> source.refuse(0, "value", "is \"" + SourceText.shortened(text) + "\"", "a whole number"));
        BigDecimal scaled = value.scaleByPowerOfTen(type.power());
        BigDecimal wattHours = type.uom().equals(WATTS)
                ? scaled.multiply(BigDecimal.valueOf(duration))
                        .divide(BigDecimal.valueOf(3600), 6, RoundingMode.HALF_UP)
                : scaled;
        long milliWh = EnergyUnit.WH
                .milli(wattHours)
                .orElseThrow(() -> source.refuse(
                        0, "value", "is " + SourceText.shortened(text), "up to ten thousand million kWh"));
        meter.statedIn(EnergyUnit.WH);
        book(type, meter, new Piece(Instant.ofEpochSecond(start), (int) duration, milliWh, quality(reading)));
        return start + duration;
    }

    private static void book(Type type, RawMeter meter, Piece piece) {
        Direction direction = direction(type.flow()).orElseThrow();
        if (type.registers()) {
            meter.add(direction, new Sample(piece.start(), piece.milliWh(), piece.quality(), EnergyUnit.WH));
        } else if (type.flow() == 4) {
            long in = Math.max(0, piece.milliWh());
            meter.add(Direction.IMPORT, new Piece(piece.start(), piece.seconds(), in, piece.quality()));
            meter.add(
                    Direction.EXPORT, new Piece(piece.start(), piece.seconds(), in - piece.milliWh(), piece.quality()));
        } else {
            meter.add(direction, piece);
        }
    }

    private Type type(Optional<Entry> reading) {
        List<Entry> types =
                entries.stream().filter(entry -> entry.is("ReadingType")).toList();
        Optional<Entry> linked = types.stream()
                .filter(type -> reading.isPresent() && reading.get().related().contains(type.self()))
                .findFirst();
        if (linked.isEmpty() && types.size() != 1) {
            throw source.refuse(
                    0,
                    "ReadingType",
                    types.isEmpty() ? "is missing: nothing says the unit" : "of an IntervalBlock is not linked",
                    "a MeterReading above the block with a related link to its ReadingType");
        }
        Element type = linked.orElseGet(() -> types.get(0)).content();
        String uom = Xml.text(type, "uom")
                .orElseThrow(() -> source.refuse(0, "uom", "is missing in a ReadingType", "72 (Wh)"));
        long flow = number(type, "flowDirection").orElseGet(() -> {
            raw.assume("a ReadingType without flowDirection is taken as 1, delivered to the customer");
            return 1L;
        });
        long power = number(type, "powerOfTenMultiplier").orElse(0L);
        if (Math.abs(power) > 12) {
            throw source.refuse(0, "powerOfTenMultiplier", "is " + power, "-12 to 12");
        }
        boolean registers =
                REGISTERS.contains(Xml.text(type, "accumulationBehaviour").orElse("4"));
        return new Type(
                (int) Math.min(99, flow),
                (int) power,
                uom,
                registers,
                number(type, "intervalLength").orElse(0L));
    }

    private String meterId(Entry block, Optional<Entry> reading) {
        String place = block.self() + " " + block.up() + " "
                + reading.map(entry -> entry.self() + " " + entry.up()).orElse("");
        int at = place.indexOf("/UsagePoint/");
        if (at >= 0) {
            String id = place.substring(at + "/UsagePoint/".length()).split("[/ ]", 2)[0];
            if (!id.isEmpty()) {
                return id;
            }
        }
        return entries.stream()
                .filter(entry -> entry.is("UsagePoint") && !entry.title().isBlank())
                .map(Entry::title)
                .findFirst()
                .orElse("meter");
    }

    private static Optional<Direction> direction(int flow) {
        return switch (flow) {
            case 1, 4 -> Optional.of(Direction.IMPORT);
            case 19 -> Optional.of(Direction.EXPORT);
            default -> Optional.empty();
        };
    }

    /** ESPI's quality codes: 7 edited by hand, 8, 9, 11 to 13 and 15 estimated in some way, 10 questionable. */
    private static Quality quality(Element reading) {
        Quality quality = Quality.MEASURED;
        for (Element each : Xml.children(reading, "ReadingQuality")) {
            quality = quality.worse(
                    switch (Xml.text(each, "quality").orElse("")) {
                        case "7" -> Quality.SUBSTITUTED;
                        case "8", "9", "10", "11", "12", "13", "15" -> Quality.ESTIMATED;
                        default -> Quality.MEASURED;
                    });
        }
        return quality;
    }

    private Optional<Long> number(Element parent, String name) {
        return Xml.text(parent, name).map(text -> {
            if (!text.matches("-?\\d{1,18}")) {
                throw source.refuse(0, name, "is \"" + SourceText.shortened(text) + "\"", "a whole number");
            }
            return Long.parseLong(text);
        });
    }

    private void unknown(String detail) {
        raw.find(new Finding(FindingCode.UNKNOWN_RECORD, "", Optional.empty(), detail));
    }

    private static boolean within(String href, String parent) {
        return href.equals(parent) || href.startsWith(parent + "/");
    }

    /** The part of an address that feeds use alike, whether absolute or not. */
    private static String path(String href) {
        String path = href.replaceFirst("^[a-zA-Z]+://[^/]*", "");
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
