package org.gridbourse.optimizer;

/** This Java runtime cannot draw text, so there are no plots; the message says what to install. */
public final class NoFontsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoFontsException(Throwable cause) {
        super(
                "no plots: this Java runtime cannot draw text (" + cause + "). Install fontconfig and a font, such as"
                        + " \"apt-get install fontconfig fonts-dejavu-core\", or use a Java that is not \"headless\"",
                cause);
    }
}
