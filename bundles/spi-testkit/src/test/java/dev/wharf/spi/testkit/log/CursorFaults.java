package dev.wharf.spi.testkit.log;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.log.LogCursor;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogQuery;
import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogTarget;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Faults in what is read. */
final class CursorFaults {
    private static final OptionalLong ALL = OptionalLong.empty();

    private CursorFaults() {}

    /** Drivers whose cursors are wrapped. */
    static Supplier<LogDriver> cursors(UnaryOperator<LogCursor> wrong) {
        return () -> new DelegatingLogDriver() {
            @Override
            public LogCursor read(LogTarget target, Map<String, String> options, LogQuery query) {
                return wrong.apply(right.read(target, options, query));
            }
        };
    }

    /** Drivers that misunderstand queries. */
    static Supplier<LogDriver> queries(UnaryOperator<LogQuery> wrong) {
        return () -> new DelegatingLogDriver() {
            @Override
            public LogCursor read(LogTarget target, Map<String, String> options, LogQuery query) {
                return right.read(target, options, wrong.apply(query));
            }
        };
    }

    static LogQuery later(LogQuery query) {
        return new LogQuery(query.since().map(instant -> instant.plusNanos(1)), query.tail());
    }

    static LogQuery zeroIsAll(LogQuery query) {
        return query.tail().equals(OptionalLong.of(0)) ? new LogQuery(query.since(), ALL) : query;
    }

    static LogQuery noMoreThanTen(LogQuery query) {
        long tail = query.tail().orElse(0);
        return tail == Long.MAX_VALUE ? new LogQuery(query.since(), OptionalLong.of(9)) : query;
    }

    static final class ClosesOnce extends DelegatingLogDriver.Cursor {
        private boolean closed;

        ClosesOnce(LogCursor right) {
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

    /** Sees a short log grow only once. */
    static final class Tires extends DelegatingLogDriver.Cursor {
        private int ends;
        private int seen;

        Tires(LogCursor right) {
            super(right);
        }

        @Override
        public Optional<LogRecord> next() {
            if (ends == 2 && seen < 10) {
                return Optional.empty();
            }
            Optional<LogRecord> next = super.next();
            seen += next.isPresent() ? 1 : 0;
            ends += next.isPresent() ? 0 : 1;
            return next;
        }
    }

    static final class LosesOneOfMany extends DelegatingLogDriver.Cursor {
        private int seen;

        LosesOneOfMany(LogCursor right) {
            super(right);
        }

        @Override
        public Optional<LogRecord> next() {
            Optional<LogRecord> next = super.next();
            seen += next.isPresent() ? 1 : 0;
            return seen == 1500 ? super.next() : next;
        }
    }

    /** Cuts the tail of what is left after the instant. */
    static final class CutsLate extends DelegatingLogDriver {
        @Override
        public LogCursor read(LogTarget target, Map<String, String> options, LogQuery query) {
            if (query.since().isEmpty() || query.tail().isEmpty()) {
                return super.read(target, options, query);
            }
            LogQuery since = new LogQuery(query.since(), ALL);
            return skipping(
                    () -> super.read(target, options, since), query.tail().getAsLong());
        }
    }

    /** Takes parts for lines. */
    static final class CountsParts extends DelegatingLogDriver {
        @Override
        public LogCursor read(LogTarget target, Map<String, String> options, LogQuery query) {
            if (query.tail().isEmpty() || query.since().isPresent() || !options.isEmpty()) {
                return super.read(target, options, query);
            }
            return skipping(
                    () -> super.read(target, options, LogQuery.all()),
                    query.tail().getAsLong());
        }
    }

    private static LogCursor skipping(Supplier<LogCursor> all, long records) {
        LogCursor cursor = all.get();
        for (long left = LogTopic.rest(all.get()).size() - records; left > 0; left--) {
            cursor.next();
        }
        return cursor;
    }

    /** Forgets the instant once it has come to the end. */
    static final class ForgetsSince extends DelegatingLogDriver {
        @Override
        public LogCursor read(LogTarget target, Map<String, String> options, LogQuery query) {
            Instant since = query.since().orElse(Instant.MIN);
            return new Cursor(super.read(target, options, new LogQuery(Optional.empty(), query.tail()))) {
                private boolean ended;

                @Override
                public Optional<LogRecord> next() {
                    Optional<LogRecord> next = super.next();
                    while (!ended
                            && next.filter(each -> each.instant().isBefore(since))
                                    .isPresent()) {
                        next = super.next();
                    }
                    ended |= next.isEmpty();
                    return next;
                }
            };
        }
    }

    /** Stops when the sink is closed. */
    static final class EndsWithTheSink extends DelegatingLogDriver {
        private final AtomicInteger closed = new AtomicInteger();

        @Override
        public LogSink open(LogTarget target, Map<String, String> options) {
            return new Sink(super.open(target, options)) {
                @Override
                public void close() {
                    closed.incrementAndGet();
                    super.close();
                }
            };
        }

        @Override
        public LogCursor read(LogTarget target, Map<String, String> options, LogQuery query) {
            int before = closed.get();
            return new Cursor(super.read(target, options, query)) {
                @Override
                public Optional<LogRecord> next() {
                    return closed.get() == before ? super.next() : Optional.empty();
                }
            };
        }
    }

    /** Shows nothing ever to who asks for nothing old. */
    static final class ZeroIsNever extends DelegatingLogDriver {
        @Override
        public LogCursor read(LogTarget target, Map<String, String> options, LogQuery query) {
            return new Cursor(super.read(target, options, query)) {
                @Override
                public Optional<LogRecord> next() {
                    return query.tail().equals(OptionalLong.of(0)) ? Optional.empty() : super.next();
                }
            };
        }
    }

    /** Has one cursor for all who read at the same time. */
    static final class SharesCursors extends DelegatingLogDriver {
        private final AtomicReference<Optional<LogCursor>> shared = new AtomicReference<>(Optional.empty());

        @Override
        public LogCursor read(LogTarget target, Map<String, String> options, LogQuery query) {
            LogCursor cursor = shared.getAndSet(Optional.empty()).orElseGet(() -> super.read(target, options, query));
            shared.set(Optional.of(cursor));
            return new Cursor(cursor) {
                @Override
                public void close() {
                    shared.set(Optional.empty());
                }
            };
        }
    }

    /** Does not find the end of a log that rotates. */
    static final class NoTailBehindRotation extends DelegatingLogDriver {
        @Override
        public LogCursor read(LogTarget target, Map<String, String> options, LogQuery query) {
            return super.read(target, options, options.isEmpty() ? query : LogQuery.all());
        }
    }
}
