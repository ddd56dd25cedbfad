package org.gridbourse.node.meter;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

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
        Document document = document();
        collect(document.getDocumentElement());
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

    private Document document() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Refusing());
            return builder.parse(new InputSource(new StringReader(source.text().stripLeading())));
        } catch (SAXParseException broken) {
            throw source.refuse(
                    broken.getLineNumber(), "XML", broken.getMessage(), "a well-formed Atom feed without DOCTYPE");
        } catch (SAXException | IOException broken) {
            throw source.refuse(0, "XML", String.valueOf(broken.getMessage()), "a well-formed Atom feed");
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException("this Java cannot read XML safely", impossible);
        }
    }

    /** Ends at the first error, and prints nothing. */
    private static final class Refusing implements ErrorHandler {
        @Override
        public void warning(SAXParseException warning) {
            // a warning does not change what is read
        }

        @Override
        public void error(SAXParseException error) throws SAXException {
            throw error;
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXException {
            throw error;
        }
    }

    private void collect(Element root) {
        if (root.getLocalName().equals("entry")) {
            entry(root);
        }
        for (Element child : children(root)) {
            if (child.getLocalName().equals("entry")) {
                entry(child);
            }
        }
    }

    private void entry(Element entry) {
        String self = "";
        String up = "";
        Set<String> related = new HashSet<>();
        for (Element link : children(entry, "link")) {
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
        String title = text(entry, "title").orElse("");
        for (Element content : children(entry, "content")) {
            for (Element held : children(content)) {
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
        long next = children(block.content(), "interval").stream()
                .findFirst()
                .flatMap(interval -> number(interval, "start"))
                .orElse(-1L);
        for (Element each : children(block.content(), "IntervalReading")) {
            next = reading(each, type, raw.meter(meterId), next);
        }
    }

    /** Takes a reading and answers when the next one starts if that does not say so itself. */
    private long reading(Element reading, Type type, RawMeter meter, long defaultStart) {
        Optional<Element> period = children(reading, "timePeriod").stream().findFirst();
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
        String text = text(reading, "value").orElse("");
        BigDecimal value = CsvLine.decimal(text)
                .map(BigDecimal::new)
                .orElseThrow(() -> source.refuse(0, "value", "is \"" + shortened(text) + "\"", "a whole number"));
        BigDecimal scaled = value.scaleByPowerOfTen(type.power());
        BigDecimal wattHours = type.uom().equals(WATTS)
                ? scaled.multiply(BigDecimal.valueOf(duration))
                        .divide(BigDecimal.valueOf(3600), 6, RoundingMode.HALF_UP)
                : scaled;
        long milliWh = EnergyUnit.WH
                .milli(wattHours)
                .orElseThrow(
                        () -> source.refuse(0, "value", "is " + shortened(text), "up to ten thousand million kWh"));
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
        String uom =
                text(type, "uom").orElseThrow(() -> source.refuse(0, "uom", "is missing in a ReadingType", "72 (Wh)"));
        long flow = number(type, "flowDirection").orElseGet(() -> {
            raw.assume("a ReadingType without flowDirection is taken as 1, delivered to the customer");
            return 1L;
        });
        long power = number(type, "powerOfTenMultiplier").orElse(0L);
        if (Math.abs(power) > 12) {
            throw source.refuse(0, "powerOfTenMultiplier", "is " + power, "-12 to 12");
        }
        boolean registers =
                REGISTERS.contains(text(type, "accumulationBehaviour").orElse("4"));
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
        for (Element each : children(reading, "ReadingQuality")) {
            quality = quality.worse(
                    switch (text(each, "quality").orElse("")) {
                        case "7" -> Quality.SUBSTITUTED;
                        case "8", "9", "10", "11", "12", "13", "15" -> Quality.ESTIMATED;
                        default -> Quality.MEASURED;
                    });
        }
        return quality;
    }

    private Optional<Long> number(Element parent, String name) {
        return text(parent, name).map(text -> {
            if (!text.matches("-?\\d{1,18}")) {
                throw source.refuse(0, name, "is \"" + shortened(text) + "\"", "a whole number");
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

    private static Optional<String> text(Element parent, String name) {
        return children(parent, name).stream()
                .map(child -> child.getTextContent().strip())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static List<Element> children(Element parent, String name) {
        return children(parent).stream()
                .filter(child -> child.getLocalName().equals(name))
                .toList();
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
