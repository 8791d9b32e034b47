package dev.wharf.spi.testkit.log;

import dev.wharf.spi.DriverContext;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.Probe;
import dev.wharf.spi.log.KeepsNothing;
import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Faults in neither writing nor reading. */
final class OtherFaults {
    private OtherFaults() {}

    static final class LeavesItsTrial extends WrongLogDriver.PlainProvider {
        LeavesItsTrial() {
            super(PlainLogDriver::new);
        }

        @Override
        public Probe probe(DriverContext context) {
            try {
                Files.createFile(context.stateFolder().resolve("trial"));
                return Probe.supported();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static final class SaysSomethingElse extends WrongLogDriver.PlainProvider {
        SaysSomethingElse() {
            super(PlainLogDriver::new);
        }

        @Override
        void refuse(String name) {
            throw new DriverException(Kind.INVALID_ARGUMENT, "what is " + name + "?");
        }
    }

    static final class LooksAtOne extends WrongLogDriver.PlainProvider {
        LooksAtOne() {
            super(PlainLogDriver::new);
        }

        @Override
        public void validate(Map<String, String> options) {
            if (options.size() < 2) {
                super.validate(options);
            }
        }
    }

    static final class ClosesOnce extends DelegatingLogDriver {
        private final AtomicBoolean closed = new AtomicBoolean();

        @Override
        public void close() {
            if (!closed.compareAndSet(false, true)) {
                throw new DriverException(Kind.INTERNAL, "closed already");
            }
        }
    }

    static final class NamesNoFile extends DelegatingLogDriver {
        @Override
        public Optional<Path> file(LogTarget target) {
            return Optional.of(target.folder().resolve("nosuch"));
        }
    }

    static final class SaysItKeepsNothing extends DelegatingLogDriver implements KeepsNothing {}

    /** Does not know a full disk when it sees one. */
    static final class CallsAllInternal extends DelegatingLogDriver {
        @Override
        public LogSink open(LogTarget target, Map<String, String> options) {
            return new Sink(super.open(target, options)) {
                @Override
                public void write(List<LogRecord> records) {
                    try {
                        super.write(records);
                    } catch (DriverException e) {
                        throw new DriverException(Kind.INTERNAL, "cannot write", e);
                    }
                }
            };
        }
    }

    /** Never lets a record go. */
    static final class NeverRotates extends DelegatingLogDriver {
        @Override
        public LogSink open(LogTarget target, Map<String, String> options) {
            return super.open(target, Map.of());
        }
    }
}
