package org.gridbourse.node.meter;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.gridbourse.optimizer.InputRefusedException;

/** A file's text, once its bytes are known to be one that this reader knows. */
record SourceText(String file, String text, boolean utf8) {
    private static final int SHOWN_CHARACTERS = 40;

    /** @throws InputRefusedException naming an encoding or a kind of file that is not read */
    static SourceText of(String file, byte[] bytes) {
        if (bytes.length == 0) {
            throw refuse(file, "is empty");
        }
        if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
            throw refuse(file, "is UTF-16; save it as UTF-8");
        }
        if (startsWith(bytes, 'P', 'K')) {
            throw refuse(file, "is a ZIP archive or a spreadsheet (XLSX); unpack it, or save it as CSV");
        }
        if (startsWith(bytes, '%', 'P', 'D', 'F')) {
            throw refuse(file, "is a PDF");
        }
        for (byte each : bytes) {
            if (each == 0) {
                throw refuse(file, "holds zero bytes: it is UTF-16 without its mark, or no text");
            }
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new SourceText(file, text.startsWith("\uFEFF") ? text.substring(1) : text, true);
        } catch (CharacterCodingException older) {
            return new SourceText(file, new String(bytes, Charset.forName("windows-1252")), false);
        }
    }

    static boolean isZipped(byte[] bytes) {
        return startsWith(bytes, 0x1f, 0x8b);
    }

    MeterFile.Format format() {
        String start = text.substring(0, Math.min(text.length(), 2000)).stripLeading();
        if (start.startsWith("<")) {
            return MeterFile.Format.ESPI;
        }
        String upper = start.toUpperCase(Locale.ROOT).replace("\"", "");
        return upper.startsWith("100,NEM") || upper.startsWith("200,") || upper.startsWith("300,")
                ? MeterFile.Format.NEM12
                : MeterFile.Format.CSV;
    }

    List<String> lines() {
        return text.lines().toList();
    }

    InputRefusedException refuse(int line, String field, String problem, String allowed) {
        return new InputRefusedException(file, line, field, problem, allowed);
    }

    /** A value of the file as messages show it. */
    static String shortened(String value) {
        return value.length() <= SHOWN_CHARACTERS ? value : value.substring(0, SHOWN_CHARACTERS) + "...";
    }

    private static InputRefusedException refuse(String file, String problem) {
        return new InputRefusedException(file, 0, "file", problem, "CSV, NEM12 or ESPI as UTF-8 text");
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }
}
