package dev.wharf.logdriver.syslog;

import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogTarget;
import java.time.ZoneId;
import java.util.Map;

/** Connects each container to its server. Keeps nothing that can be read back. */
final class SyslogDriver implements LogDriver {
    private final Dialer dialer;

    SyslogDriver(Dialer dialer) {
        this.dialer = dialer;
    }

    @Override
    public LogSink open(LogTarget target, Map<String, String> options) {
        SyslogOptions parsed = SyslogOptions.of(options);
        MessageWriter writer = new MessageWriter(parsed, parsed.tag().of(target), ZoneId.systemDefault());
        return new SyslogSink(writer, dialer, parsed);
    }

    @Override
    public void close() {
        // connections belong to sinks; who opened them closes them
    }
}
