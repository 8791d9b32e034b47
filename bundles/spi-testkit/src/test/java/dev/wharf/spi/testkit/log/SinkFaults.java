package dev.wharf.spi.testkit.log;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.log.LogCursor;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogQuery;
import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogStream;
import dev.wharf.spi.log.LogTarget;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Faults in what is written. */
final class SinkFaults {
    private SinkFaults() {}

    /** Drivers whose sinks are wrapped. */
    static Supplier<LogDriver> sinks(UnaryOperator<LogSink> wrong) {
        return () -> new DelegatingLogDriver() {
            @Override
            public LogSink open(LogTarget target, Map<String, String> options) {
                return wrong.apply(right.open(target, options));
            }
        };
    }

    /** Drivers whose sinks change what they are given. */
    static Supplier<LogDriver> writing(Function<List<Kept>, List<Kept>> change) {
        return sinks(right -> new DelegatingLogDriver.Sink(right) {
            @Override
            public void write(List<LogRecord> records) {
                List<Kept> changed = change.apply(records.stream().map(Kept::of).toList());
                super.write(changed.stream().map(Kept::record).toList());
            }
        });
    }

    /** Drivers whose sinks change each record. */
    static Supplier<LogDriver> each(UnaryOperator<Kept> change) {
        return writing(records -> records.stream().map(change).toList());
    }

    static List<Kept> byStream(List<Kept> records) {
        return records.stream().sorted(Comparator.comparing(Kept::stream)).toList();
    }

    static List<Kept> withoutEmpty(List<Kept> records) {
        return records.stream().filter(record -> !record.bytes().isEmpty()).toList();
    }

    static Kept rounded(Kept record) {
        long millis = record.instant().toEpochMilli();
        return record.at(Instant.ofEpochMilli(millis));
    }

    static Kept cut(Kept record) {
        return text(
                record,
                record.bytes().substring(0, Math.min(200_000, record.bytes().length())));
    }

    static Kept text(Kept record, String bytes) {
        return new Kept(record.stream(), record.instant(), bytes, record.endsLine());
    }

    static Kept firstEnded(Kept record) {
        boolean ends = record.endsLine() || record.instant().equals(Kept.START);
        return new Kept(record.stream(), record.instant(), record.bytes(), ends);
    }

    static Kept onOut(Kept record) {
        return record.on(LogStream.STDOUT);
    }

    static final class ClosesOnce extends DelegatingLogDriver.Sink {
        private boolean closed;

        ClosesOnce(LogSink right) {
            super(right);
        }

        @Override
        public void close() {
            if (closed) {
                throw new DriverException(Kind.INTERNAL, "closed already");
            }
            closed = true;
        }
    }

    /** Keeps what it is given, and looks at it once more at the end. */
    static final class KeepsBuffers extends DelegatingLogDriver.Sink {
        private final List<LogRecord> records = new ArrayList<>();
        private long start;

        KeepsBuffers(LogSink right) {
            super(right);
        }

        @Override
        public void write(List<LogRecord> more) {
            start = right.position();
            records.clear();
            records.addAll(more);
            super.write(more);
        }

        @Override
        public void close() {
            if (records.size() == 1) {
                right.rewind(start);
                right.write(records);
            }
            records.clear();
            super.close();
        }
    }

    static final class Consumes extends DelegatingLogDriver.Sink {
        Consumes(LogSink right) {
            super(right);
        }

        @Override
        public void write(List<LogRecord> records) {
            super.write(records);
            records.forEach(record -> record.bytes().position(record.bytes().limit()));
        }
    }

    /** Looks at the whole memory behind a buffer. */
    static final class IgnoresLimits extends DelegatingLogDriver.Sink {
        IgnoresLimits(LogSink right) {
            super(right);
        }

        @Override
        public void write(List<LogRecord> records) {
            super.write(records.stream().map(IgnoresLimits::whole).toList());
        }

        private static LogRecord whole(LogRecord record) {
            ByteBuffer all = record.bytes().duplicate().clear();
            return new LogRecord(record.stream(), record.instant(), all, record.endsLine());
        }
    }

    /** Forgets what another sink wrote before it. */
    static final class RewindsItsOwn extends DelegatingLogDriver.Sink {
        private final long start;

        RewindsItsOwn(LogSink right) {
            super(right);
            start = right.position();
        }

        @Override
        public void rewind(long position) {
            super.rewind(Math.max(position, start));
        }
    }

    static final class NeverToTheStart extends DelegatingLogDriver.Sink {
        NeverToTheStart(LogSink right) {
            super(right);
        }

        @Override
        public void rewind(long position) {
            super.rewind(Math.max(position, 1));
        }
    }

    static final class RewindsTooFar extends DelegatingLogDriver.Sink {
        RewindsTooFar(LogSink right) {
            super(right);
        }

        @Override
        public void rewind(long position) {
            super.rewind(position == right.position() ? position - 1 : position);
        }
    }

    /** Tells a position of its own after a restart. */
    static final class CountsAnew extends DelegatingLogDriver.Sink {
        private final long start;

        CountsAnew(LogSink right) {
            super(right);
            start = right.position();
        }

        @Override
        public long position() {
            return right.position() == start && start > 3 ? start + 1 : right.position();
        }
    }

    /** Loses what is in the middle of a long batch. */
    static List<Kept> withoutMiddle(List<Kept> records) {
        int middle = records.size() - 2;
        return records.size() > 1500
                ? LogTopic.joined(records.subList(0, middle), records.subList(middle + 1, records.size()))
                : records;
    }

    /** Writes batches to the log that was opened last. */
    static final class MixesLogs extends DelegatingLogDriver {
        private final Deque<LogSink> open = new ConcurrentLinkedDeque<>();

        @Override
        public LogSink open(LogTarget target, Map<String, String> options) {
            LogSink own = super.open(target, options);
            open.push(own);
            return new Sink(own) {
                @Override
                public void write(List<LogRecord> records) {
                    (records.size() > 1 ? open.getFirst() : own).write(records);
                }

                @Override
                public void close() {
                    open.remove(own);
                    super.close();
                }
            };
        }
    }

    /** Refuses other threads of the same kind. */
    static final class ServesOneThread extends DelegatingLogDriver {
        private final AtomicReference<Thread> served = new AtomicReference<>();

        @Override
        public LogSink open(LogTarget target, Map<String, String> options) {
            return new Sink(super.open(target, options)) {
                @Override
                public void write(List<LogRecord> records) {
                    Thread caller = Thread.currentThread();
                    if (caller.getName().equals("conformance")
                            && !served.compareAndSet(null, caller)
                            && served.get() != caller) {
                        throw new DriverException(Kind.INTERNAL, "busy");
                    }
                    super.write(records);
                }
            };
        }
    }

    /** Writes to the disk only when somebody looks. */
    static final class WritesLate extends DelegatingLogDriver {
        private final List<Late> sinks = new ArrayList<>();

        @Override
        public LogSink open(LogTarget target, Map<String, String> options) {
            Late late = new Late(super.open(target, options));
            sinks.add(late);
            return late;
        }

        @Override
        public Optional<Path> file(LogTarget target) {
            sinks.forEach(Late::flush);
            return super.file(target);
        }

        @Override
        public LogCursor read(LogTarget target, Map<String, String> options, LogQuery query) {
            sinks.forEach(Late::flush);
            return new Cursor(super.read(target, options, query)) {
                @Override
                public Optional<LogRecord> next() {
                    sinks.forEach(Late::flush);
                    return super.next();
                }
            };
        }

        private static final class Late extends Sink {
            private final List<LogRecord> waiting = new ArrayList<>();

            Late(LogSink right) {
                super(right);
            }

            void flush() {
                super.write(List.copyOf(waiting));
                waiting.clear();
            }

            @Override
            public void write(List<LogRecord> records) {
                records.stream().map(Kept::of).map(Kept::record).forEach(waiting::add);
                if (waiting.size() > 10) {
                    flush(); // a full disk is another test's matter
                }
            }

            @Override
            public long position() {
                flush();
                return super.position();
            }

            @Override
            public void rewind(long position) {
                flush();
                super.rewind(position);
            }

            @Override
            public void close() {
                flush();
                super.close();
            }
        }
    }

    /** Takes its logs along when it is closed. */
    static final class Forgetful extends DelegatingLogDriver {
        private final List<LogTarget> known = new ArrayList<>();

        @Override
        public LogSink open(LogTarget target, Map<String, String> options) {
            known.add(target);
            return super.open(target, options);
        }

        @Override
        public void close() {
            known.forEach(target -> right.open(target, Map.of()).rewind(0));
            known.clear();
        }
    }
}
