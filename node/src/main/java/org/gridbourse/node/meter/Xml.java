package org.gridbourse.node.meter;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** XML that a stranger wrote: read without document types and external entities, its elements by their local names. */
final class Xml {
    private Xml() {}

    /** The root of an Atom feed, or a refusal that says where it is broken. */
    static Element root(SourceText source) {
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
            return builder.parse(new InputSource(new StringReader(source.text().stripLeading())))
                    .getDocumentElement();
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

    static Optional<String> text(Element parent, String name) {
        return children(parent, name).stream()
                .map(child -> child.getTextContent().strip())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    static List<Element> children(Element parent, String name) {
        return children(parent).stream()
                .filter(child -> child.getLocalName().equals(name))
                .toList();
    }

    static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }
}
