package dev.wharf.engine.log;

import dev.wharf.linux.DescriptorCalls;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogSink;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends a daemon at a chosen step, as a kill does: from then on nothing that it calls has an effect. Steps are the calls
 * that change what a later daemon finds.
 */
final class CutKernel {
    /** Ends the thread that took the step. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final Set<String> STEPS = Set.of("splice", "pwrite");

    private final AtomicInteger left;

    /** Lets so many steps pass. */
    CutKernel(int steps) {
        this.left = new AtomicInteger(steps);
    }

    boolean isKilled() {
        return left.get() < 0;
    }

    /** The kernel as the daemon sees it. */
    Kernel kernel() {
        Kernel real = Linux.kernel();
        DescriptorCalls calls = counted(DescriptorCalls.class, real.descriptors());
        return proxy(
                Kernel.class,
                (ignored, method, arguments) ->
                        method.getName().equals("descriptors") ? calls : pass(real, method, arguments));
    }

    /** A log driver as the daemon sees it, in which each record is a step. */
    LogDriver driver(LogDriver real) {
        return proxy(LogDriver.class, (ignored, method, arguments) -> {
            Object result = pass(real, method, arguments);
            return result instanceof LogSink sink ? new CutSink(this, sink) : result;
        });
    }

    /** Takes a step, or dies. */
    void step() {
        if (isKilled() || left.decrementAndGet() < 0) {
            throw new Killed();
        }
    }

    private record CutSink(CutKernel cut, LogSink real) implements LogSink {
        @Override
        public void write(List<LogRecord> records) {
            for (LogRecord record : records) {
                cut.step();
                real.write(List.of(record));
            }
        }

        @Override
        public long position() {
            return real.position();
        }

        @Override
        public void rewind(long position) {
            cut.step();
            real.rewind(position);
        }

        @Override
        public void close() {
            real.close();
        }
    }

    private <T> T counted(Class<T> type, T real) {
        return proxy(type, (ignored, method, arguments) -> {
            if (STEPS.contains(method.getName())) {
                step();
            }
            return pass(real, method, arguments);
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object pass(Object real, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
