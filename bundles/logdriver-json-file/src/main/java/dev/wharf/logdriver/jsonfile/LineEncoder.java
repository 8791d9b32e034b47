package dev.wharf.logdriver.jsonfile;

import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes records as lines: {@code {"log":"text\n","stream":"stdout","attrs":{...},"time":"..."}}. Belongs to one
 * thread.
 */
final class LineEncoder {
    private static final byte[] LOG = ascii("{\"log\":\"");
    private static final byte[] LINE_FEED = ascii("\\n");
    private static final byte[] STDOUT = ascii("\",\"stream\":\"stdout\"");
    private static final byte[] STDERR = ascii("\",\"stream\":\"stderr\"");
    private static final byte[] TIME = ascii(",\"time\":\"");
    private static final byte[] END = ascii("\"}\n");

    private final byte[] attributes;
    private final TimeText times = new TimeText();
    private byte[] scratch = new byte[8192];

    /** Makes an encoder whose lines bear attributes, or none. */
    LineEncoder(Map<String, String> attributes) {
        this.attributes = attributes.isEmpty() ? new byte[0] : encoded(attributes);
    }

    /** Appends the line of a record. */
    void write(LogRecord record, ByteText out) {
        out.put(LOG);
        int count = record.bytes().remaining();
        if (scratch.length < count) {
            scratch = new byte[count];
        }
        record.bytes().get(record.bytes().position(), scratch, 0, count);
        JsonEscape.write(scratch, 0, count, out);
        if (record.endsLine()) {
            out.put(LINE_FEED);
        }
        out.put(record.stream() == LogStream.STDOUT ? STDOUT : STDERR);
        out.put(attributes);
        out.put(TIME);
        times.write(record.instant(), out);
        out.put(END);
    }

    private static byte[] encoded(Map<String, String> attributes) {
        var out = new ByteText();
        String before = ",\"attrs\":{";
        for (Map.Entry<String, String> attribute : new java.util.TreeMap<>(attributes).entrySet()) {
            out.put(ascii(before));
            writeString(attribute.getKey(), out);
            out.put(':');
            writeString(attribute.getValue(), out);
            before = ",";
        }
        out.put('}');
        return out.toBytes();
    }

    private static void writeString(String text, ByteText out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.put('"');
        JsonEscape.write(bytes, 0, bytes.length, out);
        out.put('"');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
