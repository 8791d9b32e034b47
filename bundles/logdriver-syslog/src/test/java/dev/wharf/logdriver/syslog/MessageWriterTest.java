package dev.wharf.logdriver.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.log.LogRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageWriterTest {
    private static final long PID = ProcessHandle.current().pid();
    private static final String HOST = HostName.read();

    private static String message(Map<String, String> options, LogRecord record, ZoneId zone) {
        ByteText out = new ByteText();
        new MessageWriter(SyslogOptions.of(options), "tag", zone).write(record, record.bytes(), out);
        return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
    }

    private static String message(String format, LogRecord record) {
        return message(Map.of("syslog-format", format), record, ZoneOffset.UTC);
    }

    private static LogRecord at(String time) {
        LogRecord line = Logs.out("x");
        return new LogRecord(line.stream(), Instant.parse(time), line.bytes(), true);
    }

    @Test
    void theFormatOfTheHostHasNoNameOfIt() {
        assertThat(message("", Logs.out("größer"))).isEqualTo("<30>Nov  3 10:00:00 tag[" + PID + "]: größer\n");
        assertThat(message("", at("2015-11-13T09:08:07Z"))).isEqualTo("<30>Nov 13 09:08:07 tag[" + PID + "]: x\n");
    }

    @Test
    void errorsAreMarked() {
        assertThat(message("", Logs.error("x"))).startsWith("<27>Nov");
        assertThat(message(Map.of("syslog-facility", "local7"), Logs.error("x"), ZoneOffset.UTC))
                .startsWith("<187>Nov");
    }

    @Test
    void rfc3164NamesTheHost() {
        assertThat(message("rfc3164", Logs.out("x")))
                .isEqualTo("<30>Nov  3 10:00:00 " + HOST + " tag[" + PID + "]: x\n");
    }

    @Test
    void rfc5424HasSecondsOrMicroseconds() {
        String behind = " " + HOST + " tag " + PID + " tag - x\n";

        assertThat(message("rfc5424", Logs.out("x"))).isEqualTo("<30>1 2015-11-03T10:00:00Z" + behind);
        assertThat(message("rfc5424micro", Logs.out("x"))).isEqualTo("<30>1 2015-11-03T10:00:00.123456Z" + behind);
        assertThat(message("rfc5424micro", at("2015-11-03T10:00:00.5Z")))
                .isEqualTo("<30>1 2015-11-03T10:00:00.5Z" + behind);
    }

    @Test
    void timesAreThoseOfTheZone() {
        ZoneId zone = ZoneOffset.ofHours(2);

        assertThat(message(Map.of("syslog-format", "rfc5424"), Logs.out("x"), zone))
                .startsWith("<30>1 2015-11-03T12:00:00+02:00 ");
        assertThat(message(Map.of(), Logs.out("x"), zone)).startsWith("<30>Nov  3 12:00:00 ");
    }

    @Test
    void encryptedMessagesBeginWithTheirLength() {
        Map<String, String> options = Map.of("syslog-address", "tcp+tls://host", "syslog-format", "rfc5424");

        String message = message(options, Logs.out("ü"), ZoneOffset.UTC);

        String rest = message.substring(message.indexOf(' ') + 1);
        assertThat(message).startsWith(rest.getBytes(StandardCharsets.UTF_8).length + " <30>1 ");
    }

    @Test
    void aRecordIsLeftAsItIs() {
        LogRecord record = Logs.out("x");

        message("", record);

        assertThat(record.bytes()).isEqualTo(ByteBuffer.wrap(new byte[] {'x'}));
    }
}
